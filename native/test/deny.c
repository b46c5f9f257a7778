/* SPDX-License-Identifier: Apache-2.0 */
/* `deny CALL COMMAND…`: runs a command for which the kernel refuses a system call, as in some containers. */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
  const char *name;
  unsigned number;
} CALLS[] = {{"personality", SYS_personality}, {"seccomp", SYS_seccomp}, {"pidfd_open", SYS_pidfd_open}};

static int refuse(unsigned number)
{
  struct sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof steps / sizeof *steps, steps};
  return !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) && !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int count, char **words)
{
  for (size_t i = 0; count > 2 && i < sizeof CALLS / sizeof *CALLS; i++)
    if (!strcmp(words[1], CALLS[i].name) && refuse(CALLS[i].number)) {
      execvp(words[2], words + 2);
      break;
    }
  fprintf(stderr, "system calls cannot be denied here\n");
  return 2;
}
