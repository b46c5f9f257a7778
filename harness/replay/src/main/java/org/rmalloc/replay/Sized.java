package org.rmalloc.replay;

import org.rmalloc.replay.driver.Driver;
import org.rmalloc.replay.heapsize.MinHeap;

/** A driver, and the smallest heaps it can do with. */
record Sized(Driver driver, MinHeap minHeap) {}
