package org.rmalloc.testkit;

import java.util.Arrays;
import org.rmalloc.allocator.PlacementListener;

/**
 * A naive ledger: which bytes of the heap are taken, told by an allocator's events, one byte of map
 * for each byte of heap. Refuses at once what overlaps, what lies outside and what is unknown.
 */
final class ExtentMap implements PlacementListener {
  private static final byte TAKEN = 1;

  private final byte[] map;
  private final byte[] reservedMap;
  private final byte[] allFree;
  private final byte[] allTaken;
  private final HandleTable handles = new HandleTable();
  private long[] addresses = new long[64];
  private int[] froms = new int[64];
  private int[] tos = new int[64]; // 0 marks a handle that has no extent now
  private boolean[] live = new boolean[64];
  private int liveCount;
  private long relocations;

  ExtentMap(int capacity) {
    map = new byte[capacity];
    reservedMap = new byte[capacity];
    allFree = new byte[capacity];
    allTaken = new byte[capacity];
    Arrays.fill(allTaken, TAKEN);
  }

  @Override
  public void placed(long handle, long address, long sizeBytes, long extentFrom, long extentTo) {
    int number = handles.number(handle);
    makeRoom(number);
    if (live[number]) {
      throw failure("placed", handle, "which is placed already");
    }
    if (address < extentFrom || sizeBytes > extentTo - address) {
      throw failure("placed", handle, "whose payload leaves its extent");
    }
    live[number] = true;
    liveCount++;
    setExtent(number, address, take(extentFrom, extentTo), (int) extentTo);
  }

  @Override
  public void freed(long handle) {
    int number = liveNumber("freed", handle);
    Arrays.fill(map, froms[number], tos[number], (byte) 0);
    live[number] = false;
    liveCount--;
  }

  @Override
  public void moved(long handle, long address, long extentFrom, long extentTo) {
    int number = liveNumber("moved", handle);
    Arrays.fill(map, froms[number], tos[number], (byte) 0);
    if (address != addresses[number]) {
      relocations++;
    }
    setExtent(number, address, take(extentFrom, extentTo), (int) extentTo);
  }

  @Override
  public void reserved(long from, long to) {
    take(from, to);
    Arrays.fill(reservedMap, (int) from, (int) to, TAKEN);
  }

  @Override
  public void released(long from, long to) {
    checkRange(from, to);
    if (!matches(reservedMap, allTaken, (int) from, (int) to)) {
      throw new ContractFailure("released %d to %d, not all reserved".formatted(from, to));
    }
    Arrays.fill(map, (int) from, (int) to, (byte) 0);
    Arrays.fill(reservedMap, (int) from, (int) to, (byte) 0);
  }

  /** Blocks placed and not freed. */
  int liveCount() {
    return liveCount;
  }

  /** How often a block was told to have another address than before. */
  long relocations() {
    return relocations;
  }

  /** Where the events put a live block's payload. */
  long address(long handle) {
    return addresses[liveNumber("asked for", handle)];
  }

  /** Whether a range lies within a live block's extent. */
  boolean isWithin(long handle, long from, long to) {
    int number = liveNumber("asked for", handle);
    return froms[number] <= from && to <= tos[number];
  }

  boolean isFree(long from, long to) {
    return matches(map, allFree, (int) from, (int) to);
  }

  boolean isTaken(long from, long to) {
    return matches(map, allTaken, (int) from, (int) to);
  }

  private static boolean matches(byte[] map, byte[] uniform, int from, int to) {
    return Arrays.mismatch(map, from, to, uniform, 0, to - from) < 0;
  }

  private int take(long from, long to) {
    checkRange(from, to);
    if (!isFree(from, to)) {
      throw new ContractFailure("took %d to %d, partly taken already".formatted(from, to));
    }
    Arrays.fill(map, (int) from, (int) to, TAKEN);
    return (int) from;
  }

  private void setExtent(int number, long address, int from, int to) {
    addresses[number] = address;
    froms[number] = from;
    tos[number] = to;
  }

  private int liveNumber(String event, long handle) {
    int number = handles.find(handle);
    if (number < 0 || !live[number]) {
      throw failure(event, handle, "which is not live");
    }
    return number;
  }

  private void checkRange(long from, long to) {
    if (from < 0 || from > to || to > map.length) {
      throw new ContractFailure("told of %d to %d, not in the heap".formatted(from, to));
    }
  }

  private void makeRoom(int number) {
    if (number == live.length) {
      addresses = Arrays.copyOf(addresses, 2 * number);
      froms = Arrays.copyOf(froms, 2 * number);
      tos = Arrays.copyOf(tos, 2 * number);
      live = Arrays.copyOf(live, 2 * number);
    }
  }

  private static ContractFailure failure(String event, long handle, String problem) {
    return new ContractFailure("%s handle %d, %s".formatted(event, handle, problem));
  }
}
