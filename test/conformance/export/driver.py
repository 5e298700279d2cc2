"""Runs verify.py again and again in one process: a folder and a key in on each line, the lines that it says out."""
import functools
import importlib.util
import json
import sys

sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location('verify', sys.argv[1])
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
# The same signature is not handed to openssl twice.
verify.signature_holds = functools.lru_cache(maxsize=None)(verify.signature_holds)

for request in sys.stdin:
    folder, key = json.loads(request)
    lines = []
    verify.Verifier(folder, key and verify.read_vkey(key), lines.append).run()
    print(json.dumps(lines), flush=True)
