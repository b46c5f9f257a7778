// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.HeapVisitor;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.allocator.ReallocOutcome;
import org.rmalloc.heap.Heap;

/** Ways to break the naive allocator, and words that the message must have. */
enum Fault {
  BLOCKS_OVERLAP("") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        void take(int block, int need) {
          super.take(block, Math.max(HEADER, need - 4));
        }
      };
    }
  },
  FREED_BLOCK_IS_LOST("") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected void release(int address) {
          if (address % 32 != HEADER) {
            super.release(address);
          }
        }
      };
    }
  },
  REALLOC_LOSES_A_BYTE("has lost its contents") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected int resize(int address, int sizeBytes, boolean mayMove) {
          int moved = super.resize(address, sizeBytes, mayMove);
          if (moved != NO_ADDRESS && moved != address) {
            heap.putByte(moved, ~heap.getByte(moved));
          }
          return moved;
        }
      };
    }
  },
  REALLOC_MOVES_LOCKED_BLOCKS("is locked, yet its realloc was reported as COPIED") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected int resize(int address, int sizeBytes, boolean mayMove) {
          return super.resize(address, sizeBytes, true);
        }
      };
    }
  },
  REALLOC_REPORTS_ANOTHER_OUTCOME("realloc was reported as COPIED") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        @Override
        public ReallocOutcome realloc(long handle, long sizeBytes) {
          ReallocOutcome outcome = super.realloc(handle, sizeBytes);
          return outcome == ReallocOutcome.IN_PLACE ? ReallocOutcome.COPIED : outcome;
        }
      };
    }
  },
  REALLOC_REFUSES_TO_SHRINK("failed") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        @Override
        public ReallocOutcome realloc(long handle, long sizeBytes) {
          return sizeBytes == 3 ? ReallocOutcome.FAILED : super.realloc(handle, sizeBytes);
        }
      };
    }
  },
  FAILED_REALLOC_WRITES("failed, but changed heap byte") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected int resize(int address, int sizeBytes, boolean mayMove) {
          int moved = super.resize(address, sizeBytes, mayMove);
          if (moved == NO_ADDRESS) {
            scribble(this);
          }
          return moved;
        }
      };
    }
  },
  FAILED_MALLOC_WRITES("failed, but changed heap byte") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected int allocate(int sizeBytes) {
          int address = super.allocate(sizeBytes);
          if (address == NO_ADDRESS) {
            scribble(this);
          }
          return address;
        }
      };
    }
  },
  ALIGNMENT_IS_IGNORED("no multiple of its alignment") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected int allocate(int sizeBytes, int alignment) {
          return allocate(sizeBytes);
        }
      };
    }
  },
  RESIZE_LOSES_ALIGNMENT("no multiple of its alignment") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected int resize(int address, int sizeBytes, boolean mayMove) {
          int kept = super.resize(address, sizeBytes, false);
          int target = mayMove && kept == NO_ADDRESS ? allocate(sizeBytes) : kept;
          if (target != address && target != NO_ADDRESS) {
            heap.copy(address, target, extentTo(address) - address);
            release(address);
          }
          return target;
        }
      };
    }
  },
  ALIGNED_MALLOC_GIVES_UP("aligned to 64 failed") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected int allocate(int sizeBytes, int alignment) {
          return alignment == 64 ? NO_ADDRESS : super.allocate(sizeBytes, alignment);
        }
      };
    }
  },
  FAILED_ALIGNED_MALLOC_WRITES("failed, but changed heap byte") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected int allocate(int sizeBytes, int alignment) {
          int address = super.allocate(sizeBytes, alignment);
          if (address == NO_ADDRESS) {
            scribble(this);
          }
          return address;
        }
      };
    }
  },
  LARGEST_FREE_IS_TOO_LARGE("the largest request was reported as") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        @Override
        public long largestFree() {
          return super.largestFree() + 1;
        }

        @Override
        public long maxmem() {
          return super.maxmem() + 1;
        }
      };
    }
  },
  LARGEST_FREE_IS_TOO_SMALL("the largest request was reported as") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        @Override
        public long largestFree() {
          return Math.max(-1, super.largestFree() - 1);
        }

        @Override
        public long maxmem() {
          return Math.max(-1, super.maxmem() - 1);
        }
      };
    }
  },
  MAXMEM_IS_TOO_LARGE("maxmem was reported as") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        @Override
        public long maxmem() {
          return super.maxmem() + 8;
        }
      };
    }
  },
  PROBE_COUNTS("changed the heap or its counts") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        public long largestFree() {
          return Math.max(super.largestFree(), heap.getByte(0) - 256);
        }
      };
    }
  },
  WALK_COUNTS("changed the heap or its counts") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected void walkByAddress(HeapVisitor visitor) {
          heap.getByte(0);
          super.walkByAddress(visitor);
        }
      };
    }
  },
  WALK_STORES_UNCOUNTED("changed the heap or its counts") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected void walkByAddress(HeapVisitor visitor) {
          quiet.putByte(0, quiet.getByte(0));
          super.walkByAddress(visitor);
        }
      };
    }
  },
  WALK_WRITES_AS_THE_CLIENT("the same calls without a listener leave another heap") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected void walkByAddress(HeapVisitor visitor) {
          super.walkByAddress(visitor);
          int last = heap.capacity() - 1;
          heap.payload().write(last, new byte[] {(byte) ~quiet.getByte(last)}, 0, 1);
        }
      };
    }
  },
  COST_DEPENDS_ON_THE_LISTENER("the same calls without a listener give another result: cost") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected void release(int address) {
          if (listener != PlacementListener.NONE) {
            heap.getInt(0);
          }
          super.release(address);
        }
      };
    }
  },
  PLACEMENT_DIFFERS_FROM_RUN_TO_RUN("the same calls") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      int padding = 4 * (created.incrementAndGet() % 2);
      return new NaiveAllocator(heap, listener) {
        @Override
        void take(int block, int need) {
          super.take(block, Math.min(heap.getInt(block), need + padding));
        }
      };
    }
  },
  WALK_ENDS_EARLY("the walk ends at") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        int walkEnd() {
          return end();
        }
      };
    }
  },
  WALK_SHOWS_FREE_AS_OVERHEAD("by the events of the allocator") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected void walkByAddress(HeapVisitor visitor) {
          super.walkByAddress(new Disguise(visitor));
        }
      };
    }
  },
  WALK_IS_IN_PIECES("two neighbouring free or overhead tiles") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        @Override
        public void walk(HeapVisitor visitor) {
          super.walk(new Halver(visitor));
        }
      };
    }
  },
  FOOTPRINT_IS_TOO_SMALL("the footprint of 0 bytes") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        public long footprint() {
          return 0;
        }
      };
    }
  },
  HANDLE_LEAKS("which is not live") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        @Override
        public void free(long handle) {
          if (handle % 5 != 0) {
            super.free(handle);
          }
        }
      };
    }
  },
  HANDLE_IS_GIVEN_TWICE("which names a live block") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        private int given;

        @Override
        public long malloc(long sizeBytes) {
          long handle = super.malloc(sizeBytes);
          return handle != 0 && ++given % 7 == 0 ? 1 : handle;
        }
      };
    }
  },
  LOCK_LIES("is reported at address") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        @Override
        public long lock(long handle) {
          return super.lock(handle) & ~7;
        }
      };
    }
  },
  UNLOCK_IS_FORGOTTEN("locked") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        @Override
        public void unlock(long handle) {}
      };
    }
  },
  EXTENT_IS_TOO_SHORT("by the events of the allocator") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected int extentFrom(int address) {
          return address;
        }
      };
    }
  },
  NOTHING_IS_COALESCED("all blocks are freed, but the largest request") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        void coalesce() {}
      };
    }
  },
  FREE_GOES_ROUND_IN_CIRCLES("does not come to an end") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        void coalesce() {
          while (heap.getInt(0) > 16) {
            super.coalesce();
          }
        }
      };
    }
  },
  LEAVES_THE_HEAP("IndexOutOfBounds") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new NaiveAllocator(heap, listener) {
        @Override
        protected void release(int address) {
          heap.getInt(address - 2 * HEADER);
          super.release(address);
        }
      };
    }
  },
  ONLY_THE_LOW_HALF_OF_A_SIZE_COUNTS("malloc of 4294967296 succeeded") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        @Override
        public long malloc(long sizeBytes) {
          return super.malloc(sizeBytes & 0xffff_ffffL);
        }
      };
    }
  },
  COMPACTION_IS_INVENTED("claims not to relocate") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new NaiveAllocator(heap, listener)) {
        @Override
        public CompactionResult compact(CompactionBudget budget) {
          return new CompactionResult(8, 1, 1, true);
        }
      };
    }
  };

  private static final AtomicInteger created = new AtomicInteger();

  private final String symptom;

  Fault(String symptom) {
    this.symptom = symptom;
  }

  /** The broken allocator. */
  abstract Allocator create(Heap heap, PlacementListener listener);

  /** Part of the message about this fault; empty where it shows in many ways. */
  String symptom() {
    return symptom;
  }

  /** Writes into a free block, where there is one of more than a header. */
  private static void scribble(NaiveAllocator naive) {
    for (int block = 0; block < naive.end(); block += Math.abs(naive.quiet.getInt(block))) {
      if (naive.quiet.getInt(block) > NaiveAllocator.HEADER) {
        int at = block + NaiveAllocator.HEADER;
        naive.heap.putInt(at, naive.quiet.getInt(at) + 1);
      }
    }
  }

  /** Shows free tiles as overhead. */
  private record Disguise(HeapVisitor target) implements HeapVisitor {
    @Override
    public void used(long from, long to, long handle, int lockDepth) {
      target.used(from, to, handle, lockDepth);
    }

    @Override
    public void free(long from, long to) {
      target.overhead(from, to);
    }

    @Override
    public void overhead(long from, long to) {
      target.overhead(from, to);
    }
  }

  /** Shows free tiles in two halves. */
  private record Halver(HeapVisitor target) implements HeapVisitor {
    @Override
    public void used(long from, long to, long handle, int lockDepth) {
      target.used(from, to, handle, lockDepth);
    }

    @Override
    public void free(long from, long to) {
      long middle = (from + to) / 2;
      target.free(from, middle);
      target.free(middle, to);
    }

    @Override
    public void overhead(long from, long to) {
      target.overhead(from, to);
    }
  }
}
