#!/usr/bin/env python3
"""Verifies an export of Bidragsbok offline: Python's standard library and the openssl command, nothing of ours.

usage: python3 verify.py FOLDER [--key VKEY]

FOLDER is the export, VKEY the log's verifier key as you were given it by another way. Each step is a line: OK, FAILED,
ERASED, PRUNED or MISSING, then what; the last line is the RESULT. Exit code: 0 all is proved, 1 something is not,
2 wrong usage. What an export is made of is written in export-format.md.
"""
import argparse
import base64
import collections
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

EVENTS_PER_FILE = 4096
HASHES_PER_TILE = 256
DEEPEST = 100  # levels of JSON
TOLD = 10  # faults told of one file; what is more is counted
ED25519 = b'\1'  # the signature type of a C2SP signed note
ED25519_DER = bytes.fromhex('302a300506032b6570032100')  # what stands before the raw public key in DER
FIXED = {'vkey', 'checkpoint', 'private.jsonl', 'handovers.jsonl', 'verify.py', 'verify.html', 'LASMIG.txt'}
SIZE = re.compile(r'0|[1-9][0-9]{0,14}')
LISTED = re.compile(r'([0-9a-f]{64}) ([A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*)')
PROOF = re.compile(r'proofs/([1-9][0-9]{0,14})\.tlog-proof')
BESIDE = re.compile(r'underlag/.+')  # what people read, in a package
STREAMS, CLOSING = 'underlag/strommar.txt', 'underlag/avslut.txt'
STREAM = re.compile(r'([!-~]+) ([1-9][0-9]{0,14}) ([0-9a-f]{64})')
ORIGINAL = re.compile(r'underlag/dokument/([0-9a-f]{32})\.[a-z0-9]+')
PRUNED = re.compile(rb'pruned ([0-9a-f]{64})')
DIGEST = re.compile(r'[0-9a-f]{64}')
PRIVATE = re.compile(r'\{"position":([1-9][0-9]{0,14}),"salt":"([0-9a-f]{64})","part":(".*")\}', re.DOTALL)
UNSHOWN = re.compile('[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]')
Key = collections.namedtuple('Key', 'vkey name id public')


class NoOpenssl(Exception):
    """The openssl command is missing, or too old for Ed25519: nothing can be said of any signature."""


def shown(text):
    """Text of an export as a line may show it: without what could break the line or turn it around."""
    return UNSHOWN.sub('\ufffd', text)[:80]


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(event):
    return sha256(b'\0' + event)  # RFC 6962, 2.1: a leaf is hashed with 0 before it, a pair of nodes with 1


def pair_up(row):
    """The row of nodes above a row of hashes; a last one without a neighbour moves up as it is."""
    pairs = [sha256(b'\1' + row[at:at + 64]) for at in range(0, len(row) - 32, 64)]
    return b''.join(pairs) + (row[-32:] if len(row) % 64 else b'')


def tree_of(leaves):
    """What the tiles of each level hold, and the root, out of all leaf hashes."""
    levels, row, full = [], bytes(leaves), len(leaves) // 32
    while full:
        levels.append(row[:32 * full])
        for _ in range(8):
            row = pair_up(row)
        full //= HASHES_PER_TILE
    while len(row) > 32:
        row = pair_up(row)
    return levels, row or sha256(b'')


def tiles_of(size):
    """(level, first hash, number of hashes, path) of every tile of a tree, C2SP tlog-tiles."""
    level, hashes = 0, size
    while hashes:
        for number in range(-(-hashes // HASHES_PER_TILE)):
            first = number * HASHES_PER_TILE
            width = min(HASHES_PER_TILE, hashes - first)
            digits = f'{number:0{-(-len(str(number)) // 3) * 3}}'
            parts = [digits[at:at + 3] for at in range(0, len(digits), 3)]
            path = f'tile/{level}/' + ''.join(f'x{part}/' for part in parts[:-1]) + parts[-1]
            yield level, first, width, path + (f'.p/{width}' if width < HASHES_PER_TILE else '')
        level, hashes = level + 1, hashes // HASHES_PER_TILE


def root_from_path(node, index, size, path):
    """RFC 9162, 2.1.3.2: the root that the hashes of a proof lead to, or None."""
    last = size - 1
    for sibling in path:
        if last == 0:
            return None
        if index % 2 or index == last:
            node = sha256(b'\1' + sibling + node)
            while index and index % 2 == 0:
                index, last = index // 2, last // 2
        else:
            node = sha256(b'\1' + node + sibling)
        index, last = index // 2, last // 2
    return node if last == 0 else None


def text_of(data):
    """Bytes as UTF-8, or None."""
    try:
        return data.decode('utf-8')
    except ValueError:
        return None


def decode(text):
    """What canonical base64 stands for, or None: each value has one spelling, so that no changed bit hides in it."""
    try:
        data = base64.b64decode(text.encode('ascii'), validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


def refuse(constant):
    raise ValueError(f'{constant} is not JSON')


JSON = json.JSONDecoder(parse_int=float, parse_constant=refuse)  # all numbers are floats, as in JavaScript


def parse(data):
    """JSON, or None. Of a key that stands twice the last one holds."""
    try:
        value = JSON.decode(data.decode('utf-8'))
    except (ValueError, RecursionError):
        return None
    may_be_deep = data.count(b'[') + data.count(b'{') > DEEPEST
    return None if may_be_deep and not nests_within(DEEPEST, value) else value


def nests_within(levels, value):
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return below is None or levels > 0 and all(nests_within(levels - 1, each) for each in below)


def field(value, *names):
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def is_position(value, first, last):
    return isinstance(value, float) and value.is_integer() and first <= value <= last


def signature_holds(public, message, signature):
    """Ed25519 through openssl, which wants files."""
    command = ['openssl', 'pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-rawin']
    with tempfile.TemporaryDirectory() as folder:
        parts = {'-inkey': ED25519_DER + public, '-in': message, '-sigfile': signature}
        for option, content in parts.items():
            command += [option, os.path.join(folder, option)]
            with open(command[-1], 'wb') as file:
                file.write(content)
        try:
            run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        except OSError as error:
            raise NoOpenssl(f'the openssl command is needed: {error}')
    if run.returncode and b'Signature Verification Failure' not in run.stdout:
        raise NoOpenssl('the openssl command knows no Ed25519: version 3 is needed')
    return run.returncode == 0


def read_vkey(vkey):
    """A C2SP verifier key, or None: its id must belong to its name and key."""
    match = re.fullmatch(r'(bidragsbok/[0-9]{10})\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)', vkey)
    key = match and decode(match[3])
    if not key or len(key) != 33 or key[:1] != ED25519:
        return None
    right = sha256(match[1].encode() + b'\n' + key)[:4].hex() == match[2]
    return Key(vkey, match[1], bytes.fromhex(match[2]), key[1:]) if right else None


def open_note(data, keys, alone=False):
    """(lines of the text, None) of a C2SP signed note that one of the keys signed; else (lines or None, what is wrong)."""
    text, blank, signatures = (text_of(data) or '').rpartition('\n\n')
    found = [re.fullmatch('\u2014 ([^ +]+) ([A-Za-z0-9+/]+=*)', line) for line in signatures.split('\n')[:-1]]
    signed = [(match[1], decode(match[2])) for match in found if match]
    good = blank and signed and len(signed) == len(found) and signatures.endswith('\n')
    if not good or not all(signature and len(signature) > 4 for _, signature in signed):
        return None, 'is no signed note'
    lines = text.split('\n')
    if not keys:
        return lines, 'there is no key to hold its signature against'
    own = [(key, found[4:]) for name, found in signed for key in keys if (name, found[:4]) == (key.name, key.id)]
    if len(own) != 1 or alone and len(signed) != 1:
        return lines, 'is not signed by the key' + (' alone' if own else '')
    key, signature = own[0]
    holds = len(signature) == 64 and signature_holds(key.public, f'{text}\n'.encode(), signature)
    return lines, None if holds else 'its signature does not hold'


def open_proof(data, index):
    """(event, hashes, checkpoint) of a C2SP tlog-proof for that index, or three times None."""
    head, _, checkpoint = data.partition(b'\n\n')
    lines = (text_of(head) or '').split('\n')
    nodes = [decode(line) for line in lines[3:]]
    event = decode(lines[1][6:]) if len(lines) > 2 and lines[1].startswith('extra ') else None
    good = event is not None and lines[0] == 'c2sp.org/tlog-proof@v1' and lines[2] == f'index {index}'
    good = good and all(node is not None and len(node) == 32 for node in nodes)
    return (event, nodes, checkpoint) if good else (None, None, None)


class Verifier:
    """One verification of one folder; `say` is given each line."""

    def __init__(self, folder, given=None, say=print):
        self.folder, self.given, self.say = folder, given, say
        self.faults = {}  # path -> how many
        self.files = set()  # what lies in the folder
        self.paths = set()  # what the manifest lists
        self.key = self.size = self.root = self.checkpoint = None
        self.streams, self.digests = {}, {}  # position -> of the events handed out
        self.revisions = {}  # stream -> the revision that follows
        self.keys = []  # what may have signed the checkpoint, the newest first
        self.decisions, self.handovers, self.later_handovers = [], [], []
        self.erased, self.pruned = {}, {}  # position -> the decision
        self.leaves, self.proved = bytearray(), set()
        self.revision_of, self.committed = {}, {}  # position -> revision; of a closing, what it committed itself to
        self.whole_streams = {}  # stream -> (position, revision, leaf hash in hex) of its proved events
        self.archived = {}  # position -> (document, digest of its bytes) of the events that archived an original

    def fail(self, path, what):
        self.faults[path] = self.faults.get(path, 0) + 1
        if self.faults[path] <= TOLD:
            self.say(f'FAILED {shown(path)}: {what}')

    def open(self, path):
        return open(os.path.join(self.folder, *path.split('/')), 'rb')

    def read(self, path):
        """A file's bytes; None where it is missing, which is said once."""
        if path in self.files:
            with self.open(path) as file:
                return file.read()
        if path not in self.faults:
            self.fail(path, 'is missing')
        return None

    def run(self):
        """Takes every step, and answers whether all is proved."""
        self.list_folder()
        self.check_vkey()
        self.check_manifest()
        self.check_later_handovers()
        self.check_checkpoint()
        whole = self.size == 0 or any(path.startswith(('entries/', 'tile/')) for path in self.paths)
        if self.size is not None:
            if self.check_paths(whole) and whole:
                self.check_entries()
                self.check_tiles()
            self.check_proofs(whole)
            self.check_decisions()
            self.check_private(whole)
            self.check_streams()
            self.check_closing()
        self.check_handover()
        for path, count in self.faults.items():
            if count > TOLD:
                self.say(f'FAILED {shown(path)}: and {count - TOLD} more')
        count = sum(self.faults.values())
        proved = f'{self.size} events complete and' if whole else f'{len(self.proved)} events of {self.size},'
        self.say(f'RESULT FAILED {count}' if count else f'RESULT OK: {proved} unaltered')
        return count == 0

    def list_folder(self):
        odd = []
        for place, folders, names in os.walk(self.folder):
            for name in names + folders:
                full = os.path.join(place, name)
                path = os.path.relpath(full, self.folder).replace(os.sep, '/')
                if os.path.isfile(full) and not os.path.islink(full) and os.access(full, os.R_OK):
                    self.files.add(path)
                elif os.path.islink(full) or not os.path.isdir(full):
                    odd.append(path)
        for path in sorted(odd):
            self.fail(path, 'is no plain file that can be read')

    def check_vkey(self):
        text = text_of(self.read('vkey') or b'') or ''
        key = read_vkey(text[:-1]) if text.endswith('\n') else None
        self.key = key or self.given
        self.keys = [self.key] if self.key else []
        if key is None:
            if 'vkey' not in self.faults:
                self.fail('vkey', 'is no verifier key')
        elif self.given is None:
            self.say(f'OK vkey {key.vkey}: compare it with the key that you were given by another way')
        elif key == self.given:
            self.say(f'OK vkey {key.vkey}: it is the key that was given')

    def check_manifest(self):
        faults, data = sum(self.faults.values()), self.read('manifest')
        lines, fault = open_note(data, self.keys, alone=True) if data is not None else (None, None)
        if fault:
            self.fail('manifest', fault)
        if lines is None:
            self.paths = self.files - {'manifest'}
            return
        if lines[0] != 'bidragsbok.export/v1' or len(lines) < 3 or not SIZE.fullmatch(lines[2]):
            self.fail('manifest', 'does not begin as that of an export of format 1')
        elif self.key and lines[1] != self.key.name:
            self.fail('manifest', 'is that of another log')
        elif not fault:
            self.size = int(lines[2])
        hashes, previous = {}, ''
        for number, line in enumerate(lines[3:], 4):
            match = LISTED.fullmatch(line)
            if not match or match[2] <= previous or match[2] == 'manifest':
                self.fail('manifest', f'line {number} is no file in its place')
            if match:
                previous = match[2]
                hashes.setdefault(previous, match[1])
        self.paths = set(hashes)
        for path, digest in sorted(hashes.items()):
            content = self.read(path)
            if content is not None and sha256(content).hex() != digest:
                self.fail(path, 'is not the file that the manifest lists')
        for path in sorted(self.files - self.paths - {'manifest'}):
            self.fail(path, 'is not listed in the manifest')
        if sum(self.faults.values()) == faults:
            self.say(f'OK manifest: {len(hashes)} files')

    def check_checkpoint(self):
        self.checkpoint = self.read('checkpoint')
        if self.checkpoint is None:
            return
        lines, fault = open_note(self.checkpoint, self.keys)
        root = decode(lines[2]) if lines and len(lines) == 3 else None
        if fault:
            self.fail('checkpoint', fault)
        elif root is None or len(root) != 32 or not SIZE.fullmatch(lines[1]):
            self.fail('checkpoint', 'is no checkpoint')
        elif lines[0] != self.key.name:
            self.fail('checkpoint', 'is that of another log')
        elif self.size not in (None, int(lines[1])):
            self.fail('checkpoint', f'is of {lines[1]} events, the manifest of {self.size}')
        else:
            self.size, self.root = int(lines[1]), root
            self.say(f'OK checkpoint: {lines[0]}, {lines[1]} events, root {lines[2]}')

    def entries_path(self, position):
        return f'entries/{(position - 1) // EVENTS_PER_FILE:06}.jsonl'

    def check_paths(self, whole):
        """Only what the format knows may be listed. False where the files are too few for so many events."""
        enough = -(-self.size // EVENTS_PER_FILE) <= len(self.paths)
        known = set(FIXED)
        if not enough and whole:
            self.fail('entries', f'holds too few files for {self.size} events')
        if enough and whole:
            known.update(self.entries_path(first) for first in range(1, self.size + 1, EVENTS_PER_FILE))
            known.update(path for _, _, _, path in tiles_of(self.size))
        for path in sorted(self.paths - known):
            match = PROOF.fullmatch(path)
            if not (match and int(match[1]) <= self.size) and not (BESIDE.fullmatch(path) and not whole):
                self.fail(path, f'is no part of an export of {self.size} events')
        return enough

    def name(self, position):
        stream = self.streams.get(position)
        return f'event {position}' + (f' ({shown(stream)})' if stream is not None else '')

    def take_event(self, path, position, line, gaps):
        """Keeps what is needed of an event. With gaps, a stream's revisions need only rise."""
        event = parse(line)
        stream, revision, digest = field(event, 'stream'), field(event, 'revision'), field(event, 'privateDigest')
        good = isinstance(stream, str) and isinstance(revision, float) and isinstance(field(event, 'data'), dict)
        good = good and (digest is None or isinstance(digest, str) and DIGEST.fullmatch(digest))
        if not good or b'\n' in line:
            self.fail(path, f'event {position} is no event')
            return
        self.streams[position], self.revision_of[position] = stream, revision
        if field(event, 'type') == 'GrantClosed':
            self.committed[position] = field(event, 'data', 'commitment')
        if digest is not None:
            self.digests[position] = digest
        if field(event, 'type') == 'DocumentArchived':
            self.archived[position] = (field(event, 'data', 'document'), field(event, 'data', 'digest'))
        if field(event, 'organisation') != self.key.name.split('/')[1]:
            self.fail(path, f'{self.name(position)} is of another organisation')
        follows = self.revisions.get(stream, 0)
        if revision != follows and not (gaps and revision > follows):
            self.fail(path, f'{self.name(position)} has not the revision that follows in its stream')
        self.revisions[stream] = revision + 1
        if stream == 'log':
            self.decisions.append((position, path, field(event, 'type'), event['data']))

    def check_entries(self):
        for first in range(1, self.size + 1, EVENTS_PER_FILE):
            path, wanted = self.entries_path(first), min(EVENTS_PER_FILE, self.size - first + 1)
            data = self.read(path)
            lines = (data or b'').split(b'\n')
            if lines.pop() != b'' or data is not None and len(lines) != wanted:
                self.fail(path, f'holds {len(lines)} events in whole lines, not {wanted}')
            for position, line in enumerate(lines[:wanted], first):
                match = PRUNED.fullmatch(line)
                if match:
                    self.pruned[position] = None
                else:
                    self.take_event(path, position, line, len(self.pruned) > 0)
                self.leaves += bytes.fromhex(match[1].decode()) if match else leaf_hash(line)
            self.leaves += bytes(32 * (first - 1 + wanted) - len(self.leaves))  # what is missing

    def check_tiles(self):
        """Holds entries and tiles against each other and against the signed root, so that who is wrong is named."""
        leaves = bytes(self.leaves)
        levels, root = tree_of(leaves)
        tiles = []
        for level, first, width, path in tiles_of(self.size):
            made, tile = levels[level][32 * first:32 * (first + width)], self.read(path)
            if tile is not None and len(tile) != len(made):
                self.fail(path, f'holds {len(tile)} bytes, not {len(made)}')
            # Nobody else is blamed for a tile that is missing.
            tiles.append((level, first, path, tile if tile is not None and len(tile) == len(made) else made))
        stored = b''.join(tile for level, _, _, tile in tiles if level == 0)
        levels, tiles_root = (levels, root) if stored == leaves else tree_of(stored)
        for level, first, path, tile in tiles:
            if tile != levels[level][32 * first:32 * first + len(tile)]:
                self.fail(path, 'does not hold what the tiles below it make')
        differing = set()
        for index in range(self.size) if stored != leaves else ():
            signed, leaf = (row[32 * index:32 * index + 32] for row in (stored, leaves))
            name, tile = self.name(index + 1), tiles[index // HASHES_PER_TILE][2]
            if signed != leaf:
                differing.add(index + 1)
                if root == self.root:
                    self.fail(tile, f'its hash of {name} is not that of the event')
                elif leaf != bytes(32):
                    what = 'is not the one that was signed' if tiles_root == self.root else f'is not that of {tile}'
                    self.fail(self.entries_path(index + 1), f'{name} {what}')
        if root == self.root:
            self.proved = range(1, self.size + 1)
            self.say(f'OK entries: {self.size} events give the signed root')
        elif tiles_root == self.root:
            self.proved = set(range(1, self.size + 1)) - differing
        elif self.root is not None:
            self.fail('entries', f'{self.size} events do not give the signed root')

    def check_proofs(self, whole):
        for position in sorted(int(match[1]) for match in map(PROOF.fullmatch, self.paths) if match):
            path = f'proofs/{position}.tlog-proof'
            data = self.read(path) if position <= self.size else None
            event, nodes, note = open_proof(data, position - 1) if data is not None else (None, None, None)
            if event is None:
                if data is not None:
                    self.fail(path, f'is no proof of event {position}')
                continue
            if not whole:
                self.take_event(path, position, event, True)
            leaf = leaf_hash(event)
            if self.root is None:
                continue
            if note != self.checkpoint:
                self.fail(path, 'its checkpoint is not that of the export')
            elif root_from_path(leaf, position - 1, self.size, nodes) != self.root:
                self.fail(path, 'does not lead from its event to the signed root')
            else:
                self.say(f'OK proof {position}: included in {self.size}')
                if not whole:
                    self.proved.add(position)
                    if position in self.streams:
                        event_of = (position, self.revision_of[position], leaf.hex())
                        self.whole_streams.setdefault(self.streams[position], []).append(event_of)
                elif leaf != self.leaves[32 * position - 32:32 * position]:
                    self.fail(self.entries_path(position), f'{self.name(position)} is not the one of {path}')

    def check_decisions(self):
        """What events of stream `log` decided: keys handed over, private parts erased, years pruned."""
        for position, path, kind, data in self.decisions:
            if kind == 'KeyRotated':
                self.handovers += self.handover(path, self.name(position), position, data)
            elif kind == 'PrivatePartErased':
                self.erase(position, path, data)
            elif kind == 'YearPruned':
                for pruned in self.spanned(position, path, data, 'prunes'):
                    if pruned in self.pruned and self.pruned[pruned] is None:
                        self.pruned[pruned] = position
        for position, decision in self.pruned.items():
            if decision is None:
                self.fail(self.entries_path(position), f'event {position} is pruned without a decision')

    def erase(self, position, path, data):
        """Private parts erased: of the events of some ranges, or, as version 1 said it, of events each with a private part."""
        case = field(data, 'decision', 'caseNumber')
        decision = f'{position} ({shown(case) if isinstance(case, str) else "no case number"})'
        if data.get('ranges') is not None:
            for erased in self.spanned(position, path, data, 'erases'):
                self.erased.setdefault(erased, decision)
            return
        for erased in self.listed(position, path, data.get('positions')):
            if not is_position(erased, 1, position - 1):
                self.fail(path, f'{self.name(position)} erases what does not lie before it')
            elif erased in self.streams and erased not in self.digests:
                self.fail(path, f'{self.name(position)} erases {self.name(int(erased))}: it has no private part')
            else:
                self.erased.setdefault(int(erased), decision)

    def spanned(self, position, path, data, does):
        """The positions in the ranges that a decision names, first and last of each included."""
        for span in self.listed(position, path, data.get('ranges')):
            first, last = span if isinstance(span, list) and len(span) == 2 else (None, None)
            if not is_position(first, 1, position - 1) or not is_position(last, first, position - 1):
                self.fail(path, f'{self.name(position)} {does} what does not lie before it')
                continue
            yield from range(int(first), int(last) + 1)

    def handover(self, path, name, position, data):
        """A list of one key handed over, its position and both keys; empty where it is not signed by the old key.

        A key that says itself that none handed over to it, the first or in place of a lost one, leads nowhere.
        """
        if data.get('statement') is None:
            return []
        old, new = (read_vkey(key) if isinstance(key, str) else None for key in map(data.get, ('old', 'new')))
        statement = data.get('statement')
        note = statement.encode('utf-8', 'replace') if isinstance(statement, str) else b''
        lines, fault = open_note(note, [old] if old else [])
        if not fault and new is not None and lines == ['bidragsbok.key/v1', self.key.name, new.vkey]:
            return [(position, old, new)]
        self.fail(path, f'{name} is no key handed over by the one before')
        return []

    def check_later_handovers(self):
        """Keys handed over after the last event of the export: what an earlier one signed of the log then still holds."""
        path = 'handovers.jsonl'
        if self.size is None:
            return
        lines = self.read(path).split(b'\n') if path in self.paths & self.files else [b'']
        if lines.pop() != b'':
            lines.append(b'')  # A line without an end is no line.
        for number, line in enumerate(lines, 1):
            data = parse(line)
            if is_position(field(data, 'position'), self.size + 1, 10**15 - 1):
                self.later_handovers += self.handover(path, f'line {number}', int(data['position']), data)
            else:
                self.fail(path, f'line {number} is no key handed over later')
        for _, old, new in reversed(self.later_handovers):
            if new == self.keys[-1] and old not in self.keys:
                self.keys.append(old)

    def listed(self, position, path, values):
        if not isinstance(values, list):
            self.fail(path, f'{self.name(position)} does not say of which events')
        return values if isinstance(values, list) else []

    def check_private(self, whole):
        handed_out, previous = set(), 0
        if 'private.jsonl' in self.paths & self.files:
            with self.open('private.jsonl') as lines:
                for number, line in enumerate(lines, 1):
                    position = self.check_part(number, line, previous, whole)
                    if position is not None:
                        handed_out.add(position)
                        previous = position
        for position in sorted(self.erased.keys() & self.digests.keys()):
            self.say(f'ERASED private {position}: by decision at {self.erased[position]}')
        missing = len(self.digests.keys() - self.erased.keys() - handed_out)
        if missing:
            self.say(f'MISSING private: {missing} parts were not handed out')
        if self.pruned:
            decisions = sorted({decision for decision in self.pruned.values() if decision})
            self.say(f'PRUNED {len(self.pruned)} events: by decision at {", ".join(map(str, decisions))}')

    def check_part(self, number, line, previous, whole):
        """The position whose private part a line hands out, or None where it is none."""
        match = PRIVATE.fullmatch(text_of(line[:-1]) or '') if line.endswith(b'\n') else None
        text = parse(match[3].encode()) if match else None
        part = text.encode('utf-8', 'ignore') if isinstance(text, str) else None
        # One spelling only, that of JSON.stringify; what UTF-8 cannot write has none.
        if part is None or text_of(part) != text or json.dumps(text, ensure_ascii=False) != match[3]:
            self.fail('private.jsonl', f'line {number} is no private part')
            return None
        position, salt = int(match[1]), bytes.fromhex(match[2])
        wrong = None
        if position <= previous:
            wrong = f'event {position} stands twice or out of order'
        elif position > self.size or not whole and f'proofs/{position}.tlog-proof' not in self.paths:
            wrong = f'event {position} is not in this export'
        elif position not in self.proved:
            return position  # What is wrong with the event has been said: its private part cannot be held against it.
        elif position in self.erased:
            wrong = f'event {position} was erased by decision at {self.erased[position]}'
        elif position not in self.digests:
            wrong = f'{self.name(position)} has no private part'
        elif sha256(salt + part).hex() != self.digests[position]:
            wrong = f'is not the private part of {self.name(position)}'
        if wrong:
            self.fail('private.jsonl', f'line {number}: {wrong}')
        else:
            self.say(f'OK private {position}')
            if position in self.archived:
                self.check_original(position, parse(part))
        return position

    def check_original(self, position, part):
        """An original in a package is the one that the proved event archived: SHA-256(salt, its bytes)."""
        document, digest = self.archived[position]
        salt = field(part, 'salt')
        if not isinstance(salt, str) or not DIGEST.fullmatch(salt):
            return
        for path in sorted(self.paths & self.files):
            match = ORIGINAL.fullmatch(path)
            if not match or match[1] != document:
                continue
            if sha256(bytes.fromhex(salt) + self.read(path)).hex() == digest:
                self.say(f'OK document {document}: the original of event {position}')
            else:
                self.fail(path, f'is not the original of {self.name(position)}')

    def stream_lines(self, path):
        """stream -> (how many events, the leaf hash of the last) as a package tells it, or None where it does not."""
        if path not in self.paths & self.files:
            return None
        streams = {}
        text = text_of(self.read(path))
        lines = ['', ''] if text is None else text.split('\n')
        if lines.pop() != '':
            lines.append('')
        for number, line in enumerate(lines, 1):
            match = STREAM.fullmatch(line)
            if not match or match[1] in streams:
                self.fail(path, f'line {number} is no stream')
            else:
                streams[match[1]] = (int(match[2]), match[3])
        return streams

    def check_streams(self):
        """A package names its streams: each is here whole, so that no revision of it is left out."""
        faults, told = sum(self.faults.values()), self.stream_lines(STREAMS)
        if told is None:
            return
        for stream in sorted(told):
            self.check_stream(STREAMS, stream, told[stream], self.whole_streams.get(stream, []))
        for stream in sorted(self.whole_streams.keys() - told.keys()):
            self.fail(STREAMS, f'does not name {shown(stream)}')
        if sum(self.faults.values()) == faults:
            self.say(f'OK streams: {len(told)}, none with a gap')

    def check_stream(self, path, stream, told, events):
        count, leaf = told
        gapless = all(revision == at for at, (_, revision, _) in enumerate(events))
        if len(events) != count or not gapless or events[-1][2] != leaf:
            self.fail(path, f'{shown(stream)} is not here with the {count} events that it has')

    def check_closing(self):
        """What the closing of a grant committed itself to: of each stream that is here, every event up to it is here too."""
        faults, told = sum(self.faults.values()), self.stream_lines(CLOSING)
        if told is None:
            return
        digest, proved = sha256(self.read(CLOSING)).hex(), self.proved
        closings = [at for at, of in sorted(self.committed.items()) if at in proved and field(of, 'digest') == digest]
        if not closings:
            self.fail(CLOSING, 'is not what a closing here committed itself to')
            return
        until = field(self.committed[closings[-1]], 'position')
        if not is_position(until, 1, closings[-1] - 1):
            self.fail(CLOSING, f'{self.name(closings[-1])} does not say up to where')
            return
        here = sorted(told.keys() & self.whole_streams.keys())
        for stream in here:
            events = [event for event in self.whole_streams[stream] if event[0] <= until]
            self.check_stream(CLOSING, stream, told[stream], events)
        if sum(self.faults.values()) == faults:
            self.say(f'OK closing {closings[-1]}: {len(here)} of its {len(told)} streams are here, as it committed itself to')

    def check_handover(self):
        """Whether the key that was given leads to that of the export, by rotations that each old key signed."""
        if self.given is None or self.key == self.given:
            return
        at, positions = self.given, []
        for position, old, new in self.handovers + self.later_handovers:
            if at != self.key and old == at:
                at = new
                positions.append(str(position))
        if at == self.key:
            self.say(f'OK vkey {at.vkey}: handed over by KeyRotated at {", ".join(positions)}')
        else:
            self.fail('vkey', 'is not the key that was given, nor handed over by it')


def main():
    parser = argparse.ArgumentParser(usage='python3 verify.py FOLDER [--key VKEY]')
    parser.add_argument('folder')
    parser.add_argument('--key')
    asked = parser.parse_args()
    given = read_vkey(asked.key) if asked.key is not None else None
    if asked.key is not None and given is None:
        parser.error('what follows --key is no verifier key')
    if not os.path.isdir(asked.folder):
        parser.error(f'{asked.folder} is no folder')
    sys.stdout.reconfigure(encoding='utf-8')
    try:
        return 0 if Verifier(asked.folder, given).run() else 1
    except (NoOpenssl, OSError) as error:
        parser.error(str(error))


if __name__ == '__main__':
    sys.exit(main())
