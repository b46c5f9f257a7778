// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.io.IOException;

/** A recording of each text format that goes into the corners of its grammar. */
enum RecordingSample {
  MEMTRACE(
      "memtrace",
      """
      hello

      >>> N 100 16
      >>> L 104 4
      >>> S 112 8
      >>> M 96 8
      >>> L 5 1
      >>> N 0 5
      >>> N 300 0
      >>> F 0 0
      >>> R 100 200 48
      world >>> N
      >>> R 200 200 24
      >>> R 0 400 7
      >>> R 400 0 9
      >>> N 204 2
      >>> N 204 2
      >>> F 205 0
      >>> F 300 0
      >>> F 300 0
      >>> F 7 0
      >>> R 9 500 3
      >>> N 18446744073709551614 2
      >>> F 18446744073709551614 0
      >>> N 1000 9223372036854775000
      >>> F 1000 0
      >>> C 1500 0
      >>> N 4096 100 4096
      >>> T 1 0
      >>> R 4096 8192 200
      >>> N 0 8 64
      >>> N 4096 8
      >>> T 2147483647 0
      >>> N 640 8 1
      >>> C 9223372036854775807 0
      >>> F 640 0
      \0\0\0\
      """),
  LACKEY(
      "lackey",
      """
      ==7== Lackey, an example Valgrind tool
      I  04848c1e,5
       L 1ffefff8d0,8
      **7** @(
       S 4035290,8
      **7** @N 67399344 16
       S 4046eb0,8
       L 4046ebf,1
       L 4056ec0,1
      --7-- a word of Valgrind's
      **7** @(
       M 4046eb0,8
      **7** @R 67399344 67399360 32
      **7** @)
       M 4046EC0,4
      **8** @N 4096 16
       S 1000,8
      **7** of another's
      **7** @F 67399360
       S 4046ec0,8
      **7** @)

      **7** @N 67399360 0
       L 4046ec0,8
      **7** @N 67403776 100 4096
      """),
  VALGRIND(
      "valgrind",
      """
      ==77== Memcheck, a memory error detector
      --77-- malloc(16) = 0x4D6EC80
      --77-- calloc(3,5) = 0x4D6ED00
      --77-- _Znwm(8) = 0x4D6ED40malloc_usable_size(0x4D6ED40) = 8
      --77-- realloc(0x4D6EC80,64) = 0x4D6EE00
      --77-- malloc(18446744073709551615)Argument 'size' of function malloc has a fishy value
      --77--  = 0x0
      --77-- calloc(4611686018427387905,4)memalign(al 64, size 100) = 0x4D6F000
      --77-- _ZnwmSt11align_val_t(size 32, al 32) = 0x4D6F100
      --77-- realloc(0x4D6EE00,0)free(0x4D6EE00)
      --77--  = 0
      --77-- free(0x0)_ZdlPvm(0x4D6ED40,8)Invalid read of size 4
      --78-- free(0x4D6F000)
      --77-- malloc(0) = 0x4D6F200realloc(0x4D6F200,9) = 0x0
      --77-- memalign(al 48, size 9) = 0x4D6F400memalign(al 0, size 7) = 0x4D6F500
      """),
  MTRACE(
      "mtrace",
      """
      = Start
      @ b/t:[0x12ae] + 0x55d6a65a92a0 0x10
      @ ./a b:(f+0x5)[0x1] < 0x55d6a65a92a0
      @ ./a b:(f+0x5)[0x1] > 0x55d6a65a9300 0x20
      @ /home/\303\205sa/t:[0x7f] + (nil) 0x7fffffff
      @ [0x7f] ! 0x55d6a65a9300 0xfffffff0
      @ [0x7f] + 0x55d6a65a9400 0
      @ [0x7f] < 0x55d6a65a9300
      @ [0x7f] > 0x55d6a65a9300 0x8

      @ [0x7f] - 0x55d6a65a9300
      @ [0x7f] - 0x55d6a65a9300
      = End
      """),
  HEAPTRACK_RAW(
      "heaptrack-raw",
      """
      v 10400 3
      x ./t
      X ./t arg
      t 1 0
      c 3
      + 10 1 5000
      - 5000
      + 20 2 6000

      - 7000
      + 0 2 6100
      + 5 2 6010
      R 12
      - 6010
      - 0
      + ffffffffffffff 3 10000
      A
      # the end
      """),
  HEAPTRACK(
      "heaptrack",
      """
      v 10400 3
      s ./t
      a 10 1
      a 20 2
      + 0
      + 0
      + 1

      - 0
      a 0 3
      + 2
      - 1
      - 2
      c 5
      """),
  REP(
      "rep",
      """
      100
      3
      8
      1
      a 0 16
      a 1 24
      r 0 32
      r 2 0

      f 1
      f -1
      a 1 4294967295
      f 0
      """),
  LOGALLOC(
      "logalloc",
      """
      hello
      77 78 malloc(42)=0x7f0c33502040
      77 79 calloc(3,5)=0x7f0c33503000
      77 78 realloc(0x7f0c33502040,64)=0x7f0c33504000
      77 malloc(24)=#1
      77 78 posix_memalign(64,100)=0x7f0c33505000

      77 78 calloc(4611686018427387905,4)=0x0
      77 78 jemalloc_stats()
      78 78 free(0x7f0c33504000)
      77 78 realloc(0x0,9)=0x7f0c33506000
      77 78 realloc(0x7f0c33506000,0)=0x0
      77 78 malloc(0)=0x7f0c33507000
      77 78 free(0x7f0c33504000)
      77 78 realloc(#1,30)=#2
      77 78 free(#2)
      77 78 free(0x0)
      77 78 memalign(16,8)=0
      77 80 memalign(48,8)=0x7f0c33508040
      77 79 valloc(5)=0x7f0c33509000
      77 aligned_alloc(32,64)=#3
      """),
  LTRACE(
      "ltrace",
      """
      [pid 7] malloc(100)                          = 0x5581c0a2a2a0
      [pid 7] 23:35:26.651803 [0x556135f3e1f5] p->calloc(10, 20)  = 0x5581c0a2a310
      [pid 7] strdup("hello")                      = 0x5581c0a2a520
      [pid 7] realloc(0x5581c0a2a2a0, 300 <unfinished ...>
      [pid 8] free(0x5581c0a2a310)                 = <void>
      [pid 7] <... realloc resumed> )              = 0x5581c0a2a3e0
      [pid 7] memalign(64, 500, 12, 0x646c)        = 0x5581c0a2b000

      [pid 7] malloc(-1)                           = nil
      [pid 7] realloc(0x5581c0a2a310, 0)           = 0
      [pid 7] malloc(0)                            = 0x5581c0a2c000
      [pid 7] reallocarray(nil, 7, 11)             = 0x5581c0a2d000
      [pid 7] free(0x5581c0a2a520)                 = <void>
      [pid 7] free(0x5581c0a2a3e0 <unfinished ...>
      [pid 7] <... free resumed> )                 = <void>
      [pid 7] valloc(11)                           = 0x5581c0a2e000
      [pid 7] aligned_alloc(0x30, 7)               = 0x5581c0a2f000
      [pid 7] +++ exited (status 0) +++
      """
          .replace("malloc(-1)", "malloc(0xffffffffffffff9c)")),
  PLAIN(
      "plain",
      """
      # by hand
      malloc 0x1000 16
      + 8192 0x20
      realloc 0x1000 12288 48
      malloc 0 5
      - 8192
      free 0
      realloc 0 0x5000 7
      + 24576 0
      # more
      free 24576
      free 24576
      malloc 18446744073709551614 2
      free 12288
      """);

  private final String format;
  private final String text;

  RecordingSample(String format, String text) {
    this.format = format;
    this.text = text;
  }

  /** The format as {@code --from} takes it. */
  String format() {
    return format;
  }

  /** The recording, one character a byte. */
  String text() {
    return text;
  }

  /** What a text of this format comes to by its grammar. */
  NaiveReader.Outcome outcome(String recording, boolean lenient) throws IOException {
    NaiveReader reader =
        switch (this) {
          case MEMTRACE -> new NaiveMemtrace();
          case LACKEY -> new NaiveLackey();
          case VALGRIND -> new NaiveValgrind();
          case MTRACE -> new NaiveMtrace();
          case HEAPTRACK_RAW -> new NaiveHeaptrack(/* raw= */ true);
          case HEAPTRACK -> new NaiveHeaptrack(/* raw= */ false);
          case REP -> new NaiveRep();
          case LOGALLOC -> new NaiveLogalloc();
          case LTRACE -> new NaiveLtrace();
          case PLAIN -> new NaivePlain();
        };
    return reader.read(recording, lenient);
  }
}
