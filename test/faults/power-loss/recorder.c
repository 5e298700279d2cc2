// Preloaded into a process, it records what that process does to the files in RECORD_DIR, in order, into RECORD_TO:
// creations, writes, truncations, syncs, renames, removals, new folders. What goes to stdout is an acknowledgement and
// is recorded among them. An entry is: kind (1 byte), length of path (2), path, offset (8), length of data (8), data.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PATH 2048

static int record = -1;
static char dir[PATH];
static size_t dir_length;
// Held over the call and its entry, so that the entries stand in the order of the calls.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
  const char *of = getenv("RECORD_DIR"), *to = getenv("RECORD_TO");
  if (!of || !to) return;
  snprintf(dir, sizeof dir, "%s", of);
  dir_length = strlen(dir);
  record = syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_inside(const char *path) {
  if (record < 0 || !path || strncmp(path, dir, dir_length)) return 0;
  return path[dir_length] == '/' || !path[dir_length];
}

static int path_of(int fd, char *path) {
  char link[64];
  if (record < 0 || fd == record) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, (size_t)PATH - 1);
  if (length < 0) return 0;
  path[length] = 0;
  // A file that has lost its name is nowhere after a power cut.
  return is_inside(path) && !strstr(path, " (deleted)");
}

static void enter(char kind, const char *path, uint64_t offset, const void *data, uint64_t length) {
  char head[1 + 2 + PATH + 16];
  uint16_t of_path = strlen(path);
  size_t at = 0;
  head[at++] = kind;
  memcpy(head + at, &of_path, 2), at += 2;
  memcpy(head + at, path, of_path), at += of_path;
  memcpy(head + at, &offset, 8), at += 8;
  memcpy(head + at, &length, 8), at += 8;
  struct iovec parts[2] = {{head, at}, {(void *)data, length}};
  ssize_t written = syscall(SYS_writev, record, parts, data ? 2 : 1);
  if (written != (ssize_t)(at + (data ? length : 0))) abort();
}

static void begin_entry(void) { pthread_mutex_lock(&lock); }
static void end_entry(void) { pthread_mutex_unlock(&lock); }

/* --- what is written --- */

static void enter_parts(const char *path, uint64_t offset, const struct iovec *parts, ssize_t written) {
  for (; written > 0; parts++) {
    uint64_t length = parts->iov_len < (size_t)written ? parts->iov_len : (size_t)written;
    enter('W', path, offset, parts->iov_base, length);
    offset += length, written -= length;
  }
}

static ssize_t write_at_end(int fd, const struct iovec *parts, int count) {
  char path[PATH];
  begin_entry();
  int is_ours = path_of(fd, path);
  off_t offset = 0;
  if (is_ours) {
    int is_appending = syscall(SYS_fcntl, fd, F_GETFL) & O_APPEND;
    offset = syscall(SYS_lseek, fd, 0, is_appending ? SEEK_END : SEEK_CUR);
  }
  ssize_t written = syscall(SYS_writev, fd, parts, count);
  if (is_ours) enter_parts(path, offset, parts, written);
  if (fd == 1 && record >= 0 && written > 0) {
    ssize_t left = written;
    for (const struct iovec *part = parts; left > 0; part++) {
      uint64_t length = part->iov_len < (size_t)left ? part->iov_len : (size_t)left;
      enter('A', "", 0, part->iov_base, length);
      left -= length;
    }
  }
  end_entry();
  return written;
}

static ssize_t write_at(int fd, const struct iovec *parts, int count, off_t offset) {
  char path[PATH];
  begin_entry();
  int is_ours = path_of(fd, path);
  ssize_t written = syscall(SYS_pwritev, fd, parts, count, offset, 0);
  if (is_ours) enter_parts(path, offset, parts, written);
  end_entry();
  return written;
}

ssize_t write(int fd, const void *data, size_t length) {
  struct iovec part = {(void *)data, length};
  return write_at_end(fd, &part, 1);
}
ssize_t writev(int fd, const struct iovec *parts, int count) { return write_at_end(fd, parts, count); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  struct iovec part = {(void *)data, length};
  return write_at(fd, &part, 1, offset);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset) { return pwrite(fd, data, length, offset); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return write_at(fd, parts, count, offset);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t offset) {
  return write_at(fd, parts, count, offset);
}

/* --- what becomes durable, longer or shorter --- */

static int of_file(int fd, char kind, int call, off_t length) {
  char path[PATH];
  begin_entry();
  int is_ours = path_of(fd, path);
  int result = syscall(call, fd, length);
  if (is_ours && result == 0) enter(kind, path, length, NULL, 0);
  end_entry();
  return result;
}
int fsync(int fd) { return of_file(fd, 'S', SYS_fsync, 0); }
int fdatasync(int fd) { return of_file(fd, 'S', SYS_fdatasync, 0); }
int ftruncate(int fd, off_t length) { return of_file(fd, 'T', SYS_ftruncate, length); }
int ftruncate64(int fd, off_t length) { return ftruncate(fd, length); }

/* --- names --- */

static int opened(int at, const char *path, int flags, mode_t mode) {
  if (!is_inside(path) || !(flags & (O_CREAT | O_TRUNC))) return syscall(SYS_openat, at, path, flags, mode);
  begin_entry();
  int is_new = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
  int fd = syscall(SYS_openat, at, path, flags, mode);
  if (fd >= 0 && is_new) enter('C', path, 0, NULL, 0);
  else if (fd >= 0 && (flags & O_TRUNC)) enter('T', path, 0, NULL, 0);
  end_entry();
  return fd;
}
#define MODE(flags, mode) \
  mode_t mode = 0; \
  if ((flags) & O_CREAT) { \
    va_list rest; \
    va_start(rest, flags); \
    mode = va_arg(rest, int); \
    va_end(rest); \
  }
int open(const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}
int openat(int at, const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...) {
  MODE(flags, mode)
  return opened(at, path, flags | O_LARGEFILE, mode);
}

static int removed(int at, const char *path, int flags) {
  begin_entry();
  int result = syscall(SYS_unlinkat, at, path, flags);
  if (result == 0 && is_inside(path)) enter('U', path, 0, NULL, 0);
  end_entry();
  return result;
}
int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int unlinkat(int at, const char *path, int flags) { return removed(at, path, flags); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
  int result = removed(AT_FDCWD, path, 0);
  return result == 0 ? result : removed(AT_FDCWD, path, AT_REMOVEDIR);
}
int rename(const char *from, const char *to) {
  begin_entry();
  int result = syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
  if (result == 0 && is_inside(from)) enter('R', from, 0, to, strlen(to));
  end_entry();
  return result;
}
int mkdir(const char *path, mode_t mode) {
  begin_entry();
  int result = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
  if (result == 0 && is_inside(path)) enter('M', path, 0, NULL, 0);
  end_entry();
  return result;
}
