/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record.h"

#include "pub_tool_aspacemgr.h"
#include "pub_tool_clientstate.h"
#include "pub_tool_libcassert.h"
#include "pub_tool_libcbase.h"
#include "pub_tool_libcfile.h"
#include "pub_tool_libcprint.h"
#include "pub_tool_libcproc.h"
#include "pub_tool_mallocfree.h"
#include "pub_tool_threadstate.h"
#include "pub_tool_vki.h"
#include "pub_tool_xarray.h"

#include "../format/hrec.h"

/* In libcoregrind, and not in the public headers. */
extern Int VG_(safe_fd)(Int oldfd); /* moves a descriptor out of the program's reach */
extern Int VG_(access)(const HChar *path, Bool irusr, Bool iwusr, Bool ixusr);
extern SysRes VG_(am_shared_mmap_file_float_valgrind)(SizeT length, UInt prot, Int fd, Off64T offset);

Addr record_low = ~(Addr)0;
SizeT record_span;

static struct hrec log;
static const HChar *folder;
static Int fd = -1;
static ULong file_size;

/* ---- the file ---- */

static int hrec_grow(struct hrec *h, uint64_t size)
{
   static const UChar zeros[65536]; /* written, not only promised: on a full disk a store would be a SIGBUS */
   VG_(lseek)(fd, file_size, VKI_SEEK_SET);
   while (file_size < size) {
      Int want = size - file_size < sizeof zeros ? (Int)(size - file_size) : (Int)sizeof zeros;
      Int got = VG_(write)(fd, zeros, want);
      if (got <= 0) return 0;
      file_size += got;
   }
   return 1;
}

static unsigned char *hrec_map(struct hrec *h, uint64_t offset)
{
   SysRes r = VG_(am_shared_mmap_file_float_valgrind)(HREC_WINDOW, VKI_PROT_READ | VKI_PROT_WRITE, fd, offset);
   return sr_isError(r) ? NULL : (unsigned char *)sr_Res(r);
}

static void hrec_unmap(struct hrec *h, unsigned char *window, uint64_t length)
{
   VG_(am_munmap_valgrind)((Addr)window, length);
}

static HChar name[64]; /* of the file, in its folder */

static void path_of(const HChar *in_folder, HChar *path) { VG_(sprintf)(path, "%s/%s", folder, in_folder); }

/* Says in the folder whether this process has another number there than here, as ../shim/control.c does. */
static void check_namespace(void)
{
   enum { STRANGERS = 40972, NAMESPACE = 40976 };
   HChar path[VG_(strlen)(folder) + 80];
   struct vg_stat here;
   ULong own = 0, first = 0;
   UInt yes = 1;
   path_of("control", path);
   Int control = VG_(fd_open)(path, VKI_O_RDWR, 0);
   if (control < 0) return;
   if (!sr_isError(VG_(stat)("/proc/self/ns/pid", &here))) own = here.ino;
   VG_(lseek)(control, NAMESPACE, VKI_SEEK_SET);
   VG_(read)(control, &first, sizeof first);
   if (!first) {
      VG_(lseek)(control, NAMESPACE, VKI_SEEK_SET);
      VG_(write)(control, &own, sizeof own);
   } else if (first != own) {
      VG_(lseek)(control, STRANGERS, VKI_SEEK_SET);
      VG_(write)(control, &yes, sizeof yes);
   }
   VG_(close)(control);
}

/* It is called PID.N.part until it is mapped: so /proc/PID/maps shows of each PID.N.hrec whether it is in use. */
static Bool create(void)
{
   check_namespace();
   HChar path[VG_(strlen)(folder) + 80];
   Int opened = -1;
   for (Int image = 0; opened < 0 && image < 10000; image++) {
      VG_(sprintf)(name, "%d.%d.hrec", VG_(getpid)(), image);
      path_of(name, path);
      if (VG_(access)(path, True, False, False) == 0) continue;
      VG_(sprintf)(path, "%s/%d.%d.part", folder, VG_(getpid)(), image);
      opened = VG_(fd_open)(path, VKI_O_CREAT | VKI_O_EXCL | VKI_O_RDWR, 0666);
   }
   if (opened < 0) return False;
   fd = VG_(safe_fd)(opened);
   file_size = 0;
   return True;
}

static Bool publish(void)
{
   HChar draft[VG_(strlen)(folder) + 80];
   HChar path[VG_(strlen)(folder) + 80];
   path_of(name, path);
   VG_(strcpy)(draft, path);
   VG_(strcpy)(draft + VG_(strlen)(draft) - 4, "part");
   return VG_(rename)(draft, path) == 0;
}

/* Says in the folder that a process is not recorded: because it was not to be, or for want of a file. */
static void add_unrecorded(const HChar *list)
{
   HChar path[VG_(strlen)(folder) + 32];
   HChar pid[16];
   path_of(list, path);
   Int opened = VG_(fd_open)(path, VKI_O_CREAT | VKI_O_APPEND | VKI_O_WRONLY, 0666);
   if (opened < 0) return;
   VG_(write)(opened, pid, VG_(sprintf)(pid, "%d\n", VG_(getpid)()));
   VG_(close)(opened);
}

/* ---- what the head says ---- */

static void append(XArray *text, const HChar *s)
{
   for (; *s; s++) {
      HChar escaped[3] = {'\\', *s == '\n' ? 'n' : '\\', 0};
      if (*s == '\n' || *s == '\\') VG_(addBytesToXA)(text, escaped, 2);
      else VG_(addBytesToXA)(text, s, 1);
   }
}

static void append_argument(XArray *text, const HChar *argument)
{
   VG_(addBytesToXA)(text, "arg=", 4);
   append(text, argument);
   VG_(addBytesToXA)(text, "\n", 1);
}

static void describe(XArray *text)
{
   HChar head[64];
   VG_(addBytesToXA)(text, head, VG_(sprintf)(head, "recorder=heaprec\npid=%d\n", VG_(getpid)()));
   append_argument(text, VG_(args_the_exename));
   for (Int i = 0; i < VG_(sizeXA)(VG_(args_for_client)); i++)
      append_argument(text, *(HChar **)VG_(indexXA)(VG_(args_for_client), i));
}

static Bool start(const HChar *history)
{
   XArray *text = VG_(newXA)(VG_(malloc), "heaprec.head", VG_(free), 1);
   describe(text);
   VG_(memset)(&log, 0, sizeof log);
   Bool started = create() && hrec_start(&log, history, VG_(indexXA)(text, 0), VG_(sizeXA)(text)) && publish();
   VG_(deleteXA)(text);
   return started;
}

void record_open(const HChar *in)
{
   folder = in;
   if (!start(NULL)) {
      VG_(umsg)("heaprec: cannot write a recording in %s\n", folder);
      VG_(exit)(125);
   }
}

/* ---- fork: a child's heap is its parent's, so a child that is followed goes on from its parent's history ---- */

static Bool start_child(void)
{
   HChar history[HREC_HISTORY];
   struct hrec parents = log;
   VG_(sprintf)(history, "file=%s\nrecords=%llu\n", name, (ULong)log.count);
   VG_(close)(fd);
   if (!start(history)) return False;
   if (parents.window) hrec_unmap(&parents, parents.window, parents.window_length);
   if (!parents.at) hrec_stop(&log, HREC_NO_HISTORY);
   return True;
}

void record_in_child(Bool followed)
{
   if (!followed) {
      log.at = NULL;
      add_unrecorded("unrecorded");
   } else if (!start_child()) {
      log.at = NULL;
      add_unrecorded("lost");
   }
}

/* ---- which addresses are heap ----
 *
 * Between the lowest and the highest block there are thread stacks and mapped files as well, so a bit for each page
 * says whether a block was ever there: 32 KiB of bits a GiB of addresses that has any. */

enum { PAGE_BITS = 12, REGION_BITS = 30, REGIONS = 1 << 17, PAGES = 1 << (REGION_BITS - PAGE_BITS) };

static ULong *regions[REGIONS];

static ULong *region_of(Addr address)
{
   return regions[address >> REGION_BITS & (REGIONS - 1)];
}

static inline Bool is_heap(Addr address)
{
   ULong *region = region_of(address);
   UWord page = address >> PAGE_BITS & (PAGES - 1);
   return region && region[page / 64] >> page % 64 & 1;
}

static void mark_page(Addr address)
{
   ULong **region = &regions[address >> REGION_BITS & (REGIONS - 1)];
   if (!*region) *region = VG_(calloc)("heaprec.region", PAGES / 64, sizeof **region);
   UWord page = address >> PAGE_BITS & (PAGES - 1);
   (*region)[page / 64] |= 1ull << page % 64;
}

static void mark(Addr block, SizeT size)
{
   Addr end = block + (size ? size : 1);
   for (Addr page = block >> PAGE_BITS; page <= (end - 1) >> PAGE_BITS; page++) mark_page(page << PAGE_BITS);
   Addr high = record_span ? record_low + record_span : end;
   if (block < record_low) record_low = block;
   record_span = (end > high ? end : high) - record_low;
}

/* ---- whose a record is, and when it was made ---- */

static UInt *numbers;           /* by Valgrind's thread: 1 more than ours, 0 while it has none */
static UInt threads;            /* that have a number */
static UInt current_thread = 1; /* as the reader knows: before the first thread record it is thread 0 */
static UInt milliseconds;       /* since the start, when a thread last began to run */
static UInt told;               /* the last clock record, likewise */

void record_runs(ThreadId thread)
{
   if (!numbers) numbers = VG_(calloc)("heaprec.threads", VG_N_THREADS, sizeof *numbers);
   if (!numbers[thread]) numbers[thread] = ++threads;
   if (numbers[thread] != current_thread) {
      current_thread = numbers[thread];
      hrec_thread(&log, current_thread - 1);
   }
   milliseconds = VG_(read_millisecond_timer)();
}

void record_thread_ends(ThreadId thread)
{
   if (numbers) numbers[thread] = 0;
}

/* To be called before a record of a block. */
static void tell_clock(void)
{
   if (milliseconds == told) return;
   told = milliseconds;
   hrec_clock(&log, (ULong)told * 1000000);
}

/* ---- records ---- */

void record_new(Addr block, SizeT size, SizeT alignment)
{
   UInt log2 = hrec_log2(alignment);
   mark(block, size);
   tell_clock();
   if (log2) hrec_aligned_new(&log, block, size, log2);
   else hrec_new(&log, block, size);
}

void record_free(Addr block)
{
   tell_clock();
   hrec_free(&log, block);
}

void record_resize(Addr from, Addr to, SizeT size)
{
   mark(to, size);
   tell_clock();
   hrec_resize(&log, from, to, size);
}

UWord record_first_byte(RecordOp op, SizeT size)
{
   return hrec_access_of(op == RECORD_LOAD ? HREC_LOAD : op == RECORD_STORE ? HREC_STORE : HREC_MODIFY, size);
}

Bool record_is_sized(UWord first_byte) { return (first_byte & HREC_SIZED) == HREC_SIZED; }

VG_REGPARM(2) void record_access(Addr address, UWord first_byte)
{
   if (is_heap(address)) hrec_access(&log, first_byte, address);
}

VG_REGPARM(3) void record_sized_access(Addr address, UWord first_byte, UWord size)
{
   if (is_heap(address)) hrec_sized_access(&log, first_byte & 0xC0, address, size);
}

void record_range(RecordOp op, Addr address, SizeT size)
{
   if (size && address - record_low < record_span) record_sized_access(address, record_first_byte(op, size), size);
}
