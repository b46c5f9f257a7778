// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.testkit;

import org.rmalloc.allocator.Allocator;
import org.rmalloc.allocator.CompactionBudget;
import org.rmalloc.allocator.CompactionResult;
import org.rmalloc.allocator.PlacementListener;
import org.rmalloc.heap.Heap;

/** Ways to break the toy that relocates, and words that the message must have. */
enum RelocationFault {
  LOCKED_BLOCKS_MOVE("locked at") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new SlidingAllocator(heap, listener) {
        @Override
        boolean mayMove(Block block) {
          return true;
        }
      };
    }
  },
  MALLOC_COMPACTS("malloc moved a block") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new SlidingAllocator(heap, listener) {
        @Override
        public long malloc(long sizeBytes) {
          compact(CompactionBudget.UNLIMITED);
          return super.malloc(sizeBytes);
        }
      };
    }
  },
  A_BYTE_STAYS_BEHIND("has lost its contents") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new SlidingAllocator(heap, listener) {
        @Override
        void slide(Block block, int to) {
          int last = Math.max(0, block.size - 1);
          int kept = heap.uncounted().getByte(to + last);
          super.slide(block, to);
          heap.putByte(to + last, kept);
        }
      };
    }
  },
  MOVES_LOSE_ALIGNMENT("no multiple of its alignment") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new SlidingAllocator(heap, listener) {
        @Override
        int target(Block block, int end) {
          return end;
        }
      };
    }
  },
  MOVES_ARE_NOT_REPORTED("C") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new SlidingAllocator(heap, listener) {
        @Override
        void slide(Block block, int to) {
          heap.copy(block.from, to, block.size);
          block.from = to;
        }
      };
    }
  },
  BUDGET_IS_IGNORED("overran its budget") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new SlidingAllocator(heap, listener) {
        @Override
        public CompactionResult compact(CompactionBudget budget) {
          return super.compact(
              (stepBytes, bytesMoved) -> {
                boolean _ = budget.allowsStep(stepBytes, bytesMoved);
                return true;
              });
        }
      };
    }
  },
  BUDGET_IS_NOT_ASKED("overran its budget") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new SlidingAllocator(heap, listener) {
        @Override
        public CompactionResult compact(CompactionBudget budget) {
          return super.compact(CompactionBudget.UNLIMITED);
        }
      };
    }
  },
  MOVED_BLOCKS_ARE_MISCOUNTED("notified the listener of") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new SlidingAllocator(heap, listener)) {
        @Override
        public CompactionResult compact(CompactionBudget budget) {
          CompactionResult done = super.compact(budget);
          return new CompactionResult(done.bytesMoved(), 0, done.steps(), done.finished());
        }
      };
    }
  },
  STOPS_FOR_NO_REASON("stopped before its budget was used up") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new SlidingAllocator(heap, listener)) {
        @Override
        public CompactionResult compact(CompactionBudget budget) {
          CompactionResult done = super.compact(budget);
          return new CompactionResult(done.bytesMoved(), done.blocksMoved(), done.steps(), false);
        }
      };
    }
  },
  MAXMEM_OVERLOOKS_COMPACTION("maxmem was reported as") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new SlidingAllocator(heap, listener)) {
        @Override
        public long maxmem() {
          return largestFree();
        }
      };
    }
  },
  RELIEF_STOPS_EARLY("stopped before its budget was used up") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new ForwardingAllocator(new SlidingAllocator(heap, listener)) {
        @Override
        public CompactionResult relieve(long sizeBytes, CompactionBudget budget) {
          return super.relieve(sizeBytes, CompactionBudget.bytes(1));
        }
      };
    }
  },
  MAXMEM_OVERLOOKS_LOCKS("maxmem was reported as") {
    @Override
    Allocator create(Heap heap, PlacementListener listener) {
      return new SlidingAllocator(heap, listener) {
        private long liveBytes;

        @Override
        public long malloc(long sizeBytes) {
          long handle = super.malloc(sizeBytes);
          liveBytes += handle == 0 ? 0 : sizeBytes;
          return handle;
        }

        @Override
        public long maxmem() {
          return Math.max(super.maxmem(), heap.capacity() - liveBytes);
        }
      };
    }
  };

  private final String symptom;

  RelocationFault(String symptom) {
    this.symptom = symptom;
  }

  /** The broken allocator. */
  abstract Allocator create(Heap heap, PlacementListener listener);

  /** Part of the message about this fault. */
  String symptom() {
    return symptom;
  }
}
