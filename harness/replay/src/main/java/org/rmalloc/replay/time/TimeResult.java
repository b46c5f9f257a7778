package org.rmalloc.replay.time;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rmalloc.replay.result.Fork;
import org.rmalloc.replay.result.Latency;
import org.rmalloc.replay.workload.PackedFile;
import org.rmalloc.replay.workload.Witness;

/**
 * What one forked virtual machine measured.
 *
 * @param witness what every other fork and the space pass must agree on
 * @param fork its figures
 * @param times of its ops
 */
record TimeResult(Witness witness, Fork fork, OpTimes times) {

  void write(Path file) throws IOException {
    try (PackedFile out = PackedFile.toWrite(file)) {
      out.writeLong(witness.opsMet());
      out.writeLong(witness.checksum());
      out.writeLong(witness.peakFootprint());
      write(out, fork);
      times.write(out);
      out.flush();
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param position of the fork in the order of all
   */
  static TimeResult read(Path file, int position) throws IOException {
    try (PackedFile in = PackedFile.toRead(file)) {
      return new TimeResult(
          new Witness(in.readLong(), in.readLong(), in.readLong()),
          readFork(in, position),
          OpTimes.read(in));
    }
  }

  private static void write(PackedFile out, Fork fork) throws IOException {
    writeText(out, fork.clock());
    out.writeLong(fork.warmupPasses());
    out.writeLong(fork.throughputPasses());
    out.writeLong(fork.latencyPasses());
    out.writeLong(fork.ops());
    out.writeLong(fork.blockNanos().size());
    for (double nanos : fork.blockNanos()) {
      out.writeDouble(nanos);
    }
    write(out, fork.request());
    out.writeLong(fork.timerOverheadNanos());
    out.writeLong(fork.timerResolutionNanos());
    out.writeDouble(fork.wallPerCpu());
    out.writeDouble(fork.load());
  }

  private static Fork readFork(PackedFile in, int position) throws IOException {
    return new Fork(
        position,
        readText(in),
        (int) in.readLong(),
        (int) in.readLong(),
        (int) in.readLong(),
        (int) in.readLong(),
        readDoubles(in),
        readLatency(in),
        in.readLong(),
        in.readLong(),
        in.readDouble(),
        in.readDouble());
  }

  private static List<Double> readDoubles(PackedFile in) throws IOException {
    List<Double> doubles = new ArrayList<>();
    long count = in.readLong();
    for (long i = 0; i < count; i++) {
      doubles.add(in.readDouble());
    }
    return doubles;
  }

  private static void write(PackedFile out, Latency one) throws IOException {
    writeText(out, one.op());
    out.writeLong(one.count());
    out.writeLong(one.p50());
    out.writeLong(one.p90());
    out.writeLong(one.p99());
    out.writeLong(one.p999());
    out.writeLong(one.maximum());
  }

  private static Latency readLatency(PackedFile in) throws IOException {
    return new Latency(
        readText(in),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static void writeText(PackedFile out, String text) throws IOException {
    out.writeLong(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.writeLong(text.charAt(i));
    }
  }

  private static String readText(PackedFile in) throws IOException {
    StringBuilder text = new StringBuilder();
    long length = in.readLong();
    for (long i = 0; i < length; i++) {
      text.append((char) in.readLong());
    }
    return text.toString();
  }
}
