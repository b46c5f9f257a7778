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
#include "pub_tool_vki.h"
#include "pub_tool_xarray.h"

#include "../format/hrec.h"

/* In libcoregrind, and not in the public headers. */
extern Int VG_(safe_fd)(Int oldfd); /* moves a descriptor out of the program's reach */
extern SysRes VG_(am_shared_mmap_file_float_valgrind)(SizeT length, UInt prot, Int fd, Off64T offset);
extern SysRes VG_(pread)(Int fd, void *buf, Int count, OffT offset);

Addr record_low = ~(Addr)0;
SizeT record_span;

static struct hrec log;
static const HChar *folder;
static Int fd = -1;
static ULong file_size;

/* ---- the file ---- */

static Bool grow_to(ULong size)
{
   static const UChar zeros[65536]; /* written, not only promised: on a full disk a store would be a SIGBUS */
   VG_(lseek)(fd, file_size, VKI_SEEK_SET);
   while (file_size < size) {
      Int want = size - file_size < sizeof zeros ? (Int)(size - file_size) : (Int)sizeof zeros;
      Int got = VG_(write)(fd, zeros, want);
      if (got <= 0) return False;
      file_size += got;
   }
   return True;
}

static unsigned char *hrec_map(struct hrec *h, uint64_t offset)
{
   if (!grow_to(offset + HREC_WINDOW)) return NULL;
   SysRes r = VG_(am_shared_mmap_file_float_valgrind)(HREC_WINDOW, VKI_PROT_READ | VKI_PROT_WRITE, fd, offset);
   return sr_isError(r) ? NULL : (unsigned char *)sr_Res(r);
}

static void hrec_unmap(struct hrec *h, unsigned char *window)
{
   VG_(am_munmap_valgrind)((Addr)window, HREC_WINDOW);
}

static Bool create(void)
{
   HChar path[VG_(strlen)(folder) + 48];
   Int opened = -1;
   for (Int image = 0; opened < 0 && image < 10000; image++) {
      VG_(sprintf)(path, "%s/%d.%d.hrec", folder, VG_(getpid)(), image);
      opened = VG_(fd_open)(path, VKI_O_CREAT | VKI_O_EXCL | VKI_O_RDWR, 0666);
   }
   if (opened < 0) return False;
   fd = VG_(safe_fd)(opened);
   file_size = 0;
   return True;
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

void record_open(const HChar *in)
{
   folder = in;
   XArray *text = VG_(newXA)(VG_(malloc), "heaprec.head", VG_(free), 1);
   describe(text);
   if (!create() || !hrec_start(&log, VG_(indexXA)(text, 0), VG_(sizeXA)(text))) {
      VG_(umsg)("heaprec: cannot write a recording in %s\n", folder);
      VG_(exit)(125);
   }
   VG_(deleteXA)(text);
}

/* ---- fork: a child's heap is its parent's, so a child that is followed starts with its parent's history ---- */

static Bool copy(Int from, ULong bytes)
{
   static UChar buffer[65536];
   for (ULong done = 0; done < bytes;) {
      Int want = bytes - done < sizeof buffer ? (Int)(bytes - done) : (Int)sizeof buffer;
      SysRes read = VG_(pread)(from, buffer, want, done);
      Int got = sr_isError(read) ? 0 : (Int)sr_Res(read);
      if (got <= 0 || VG_(write)(fd, buffer, got) != got) return False;
      done += got;
   }
   file_size = bytes;
   return True;
}

static Bool continue_in_own_file(void)
{
   unsigned char *parents = log.window;
   Int parents_fd = fd;
   Bool copied = create() && copy(parents_fd, log.window_offset + (log.at - log.window));
   VG_(close)(parents_fd);
   unsigned char *own = copied ? hrec_map(&log, log.window_offset) : NULL;
   if (!own) return False;
   SSizeT moved = own - parents;
   log.window = own;
   log.block += moved;
   log.at += moved;
   log.limit += moved;
   VG_(memset)(log.block + 4, 0, 12); /* the parent may have sealed the block before it was copied */
   hrec_unmap(&log, parents);
   return True;
}

void record_in_child(Bool followed)
{
   if (log.at && !(followed && continue_in_own_file())) log.at = NULL;
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

/* ---- records ---- */

void record_new(Addr block, SizeT size)
{
   mark(block, size);
   hrec_new(&log, block, size);
}

void record_free(Addr block) { hrec_free(&log, block); }

void record_resize(Addr from, Addr to, SizeT size)
{
   mark(to, size);
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
