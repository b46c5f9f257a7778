// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.slab;

/**
 * The sizes and offsets that follow from the alignment: extents are multiples of it, and start
 * where a payload {@link #SHORT_HEADER_BYTES} further on is aligned.
 *
 * <p>The same distance suits a slab, whose first slot follows {@link SlabHeader#BYTES}, 4 more than
 * a multiple of 16.
 */
final class ExtentSizeCalculator {
  static final int SHORT_HEADER_BYTES = 4;

  /** The unit of all extents: the alignment, 4, 8 or 16 bytes. */
  final int unitBytes;

  /** log2 of {@link #unitBytes}. */
  final int unitShift;

  /** Address of the first extent; never 0, which stands for no extent. */
  final int firstExtent;

  /** Bytes of a long header, the padding that aligns the payload included. */
  final int longHeaderBytes;

  /** The largest extent with a compact header, in bytes. */
  final int maximumShortBytes;

  ExtentSizeCalculator(int alignment) {
    unitBytes = alignment;
    unitShift = Integer.numberOfTrailingZeros(alignment);
    firstExtent = Math.max(alignment, 8) - SHORT_HEADER_BYTES;
    longHeaderBytes = alignment == 16 ? 20 : 12;
    maximumShortBytes = ExtentBoundaryTag.MAX_COMPACT_UNITS << unitShift;
  }

  /** The extent that holds so many bytes, a header included; capped where an int ends. */
  int extentBytes(long bytes) {
    return (int) Math.min((bytes + unitBytes - 1) & -unitBytes, Integer.MAX_VALUE & -unitBytes);
  }

  /** The extent of a large block of {@code sizeBytes} whose table index is {@code index}. */
  int largeExtentBytes(int sizeBytes, int index) {
    int shortBytes = shortExtentBytes(sizeBytes);
    return shortBytes <= maximumShortBytes && index < ExtentBoundaryTag.INDEX_LIMIT
        ? shortBytes
        : extentBytes((long) sizeBytes + longHeaderBytes);
  }

  /**
   * The extent of a block of {@code sizeBytes} with a short header. It may be more than such a
   * header can hold.
   */
  int shortExtentBytes(int sizeBytes) {
    return extentBytes(Math.max(sizeBytes, 1L) + SHORT_HEADER_BYTES);
  }

  /**
   * The extent of a long block of {@code sizeBytes}, wherever it begins.
   *
   * @param log2Alignment of the block, 0 if it is aligned as every payload is
   */
  int longExtentBytes(int sizeBytes, int log2Alignment) {
    return extentBytes((long) sizeBytes + longHeaderBytes + paddingBytes(log2Alignment));
  }

  /** Bytes by which the extent of a block with such an alignment is longer, to hold it anywhere. */
  int paddingBytes(int log2Alignment) {
    return log2Alignment == 0 ? 0 : (1 << log2Alignment) - unitBytes;
  }

  /** Address of the payload of a long block at {@code extent}. */
  int longPayload(int extent, int log2Alignment) {
    return alignedUp(extent + longHeaderBytes, log2Alignment);
  }

  static int alignedUp(int address, int log2Alignment) {
    return (address + (1 << log2Alignment) - 1) & -1 << log2Alignment;
  }

  /** The largest request that an extent of up to {@code bytes} bytes holds, −1 if not even 0. */
  int largestRequest(int bytes, int index) {
    int extent = bytes & -unitBytes;
    int compact = index < ExtentBoundaryTag.INDEX_LIMIT ? Math.min(extent, maximumShortBytes) : 0;
    int inShort = compact < 8 ? -1 : compact - SHORT_HEADER_BYTES;
    return Math.max(inShort, extent < longHeaderBytes ? -1 : extent - longHeaderBytes);
  }
}
