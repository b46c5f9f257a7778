/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks.h"

#include "pub_tool_basics.h"
#include "pub_tool_hashtable.h"
#include "pub_tool_libcbase.h"
#include "pub_tool_mallocfree.h"
#include "pub_tool_poolalloc.h"
#include "pub_tool_replacemalloc.h"
#include "pub_tool_tooliface.h"

#include "record.h"

typedef struct {
   struct _VgHashNode *next;
   UWord address;
   SizeT size;
} Block;

enum { MOST_ALIGNMENT = 16 << 20 };

static VgHashTable *live;
static PoolAlloc *pool;

static void *take(SizeT size, SizeT alignment)
{
   /* Valgrind's allocator would stop the program. */
   if ((SSizeT)size < 0 || alignment > MOST_ALIGNMENT || (alignment & (alignment - 1))) return NULL;
   return VG_(cli_malloc)(alignment < VG_(clo_alignment) ? VG_(clo_alignment) : alignment, size);
}

static void note(void *address, SizeT size)
{
   Block *block = VG_(allocEltPA)(pool);
   block->address = (UWord)address;
   block->size = size;
   VG_(HT_add_node)(live, block);
}

static void forget(Block *block)
{
   VG_(HT_remove)(live, block->address);
   VG_(cli_free)((void *)block->address);
   VG_(freeEltPA)(pool, block);
}

static void *allocate(SizeT size, SizeT alignment)
{
   void *address = take(size, alignment);
   if (!address) return NULL;
   note(address, size);
   record_new((Addr)address, size, alignment);
   return address;
}

static void *on_malloc(ThreadId thread, SizeT size) { return allocate(size, 0); }
static void *on_aligned_new(ThreadId thread, SizeT size, SizeT alignment) { return allocate(size, alignment); }
static void *on_memalign(ThreadId thread, SizeT alignment, SizeT size) { return allocate(size, alignment); }

static void *on_calloc(ThreadId thread, SizeT count, SizeT size)
{
   if (size && count > ~(SizeT)0 / size) return NULL;
   void *address = allocate(count * size, 0);
   return address ? VG_(memset)(address, 0, count * size) : NULL;
}

static void on_free(ThreadId thread, void *address)
{
   Block *block = VG_(HT_lookup)(live, (UWord)address);
   if (!block) return; /* a wild or double free: nothing was freed, so nothing is told */
   record_free(block->address);
   forget(block);
}

static void on_aligned_delete(ThreadId thread, void *address, SizeT alignment) { on_free(thread, address); }

static void *move(Block *block, SizeT size)
{
   void *to = take(size, 0);
   if (!to) return NULL; /* the old block lives on, and nothing is told */
   VG_(memcpy)(to, (void *)block->address, block->size < size ? block->size : size);
   record_resize(block->address, (Addr)to, size);
   forget(block);
   note(to, size);
   return to;
}

static void *on_realloc(ThreadId thread, void *address, SizeT size)
{
   if (!address) return allocate(size, 0);
   Block *block = VG_(HT_lookup)(live, (UWord)address);
   if (!block) return NULL;
   if (size == 0) {
      on_free(thread, address);
      return NULL;
   }
   if (size > VG_(cli_malloc_usable_size)(address)) return move(block, size);
   block->size = size;
   record_resize(block->address, block->address, size);
   return address;
}

static SizeT on_usable_size(ThreadId thread, void *address)
{
   Block *block = VG_(HT_lookup)(live, (UWord)address);
   return block ? block->size : 0; /* not more: a program that uses more would seem to run past the end */
}

void blocks_replace_malloc(void)
{
   live = VG_(HT_construct)("heaprec.blocks");
   pool = VG_(newPA)(sizeof(Block), 1024, VG_(malloc), "heaprec.block", VG_(free));
   VG_(needs_malloc_replacement)(on_malloc, on_malloc, on_aligned_new, on_malloc, on_aligned_new, on_memalign, on_calloc,
      on_free, on_free, on_aligned_delete, on_free, on_aligned_delete, on_realloc, on_usable_size, 0);
}
