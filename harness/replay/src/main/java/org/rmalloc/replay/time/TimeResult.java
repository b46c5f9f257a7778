package org.rmalloc.replay.time;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rmalloc.replay.result.Latency;
import org.rmalloc.replay.result.Throughput;
import org.rmalloc.replay.workload.PackedFile;
import org.rmalloc.replay.workload.Witness;

/**
 * What one forked virtual machine measured.
 *
 * @param overheadNanos what reading the clock twice adds to each time
 * @param resolutionNanos the smallest difference that the clock shows
 * @param witness what the space pass must agree on
 * @param warmupPasses full passes before the first one measured
 * @param latencyPasses passes in which every op was timed
 * @param throughput over the other passes measured
 * @param latency by kind of op
 * @param times of the requests
 */
public record TimeResult(
    long overheadNanos,
    long resolutionNanos,
    Witness witness,
    int warmupPasses,
    int latencyPasses,
    Throughput throughput,
    List<Latency> latency,
    RequestTimes times) {

  /** Copies the list. */
  public TimeResult {
    latency = List.copyOf(latency);
  }

  /** The longest out-of-memory handling; 0 if there was none. */
  public long longestPauseNanos() {
    return times.longestPauseNanos();
  }

  /** The distribution of one kind of operation, if there was any. */
  public Optional<Latency> latency(String op) {
    return latency.stream().filter(one -> one.op().equals(op)).findFirst();
  }

  void write(Path file) throws IOException {
    try (PackedFile out = PackedFile.toWrite(file)) {
      out.writeLong(overheadNanos);
      out.writeLong(resolutionNanos);
      out.writeLong(witness.opsMet());
      out.writeLong(witness.checksum());
      out.writeLong(witness.peakFootprint());
      out.writeLong(warmupPasses);
      out.writeLong(latencyPasses);
      out.writeLong(throughput.passes());
      out.writeDouble(throughput.medianNanos());
      out.writeDouble(throughput.minimumNanos());
      out.writeDouble(throughput.maximumNanos());
      out.writeLong(latency.size());
      for (Latency one : latency) {
        writeLatency(out, one);
      }
      times.write(out);
      out.flush();
    }
  }

  static TimeResult read(Path file) throws IOException {
    try (PackedFile in = PackedFile.toRead(file)) {
      return new TimeResult(
          in.readLong(),
          in.readLong(),
          new Witness(in.readLong(), in.readLong(), in.readLong()),
          (int) in.readLong(),
          (int) in.readLong(),
          new Throughput((int) in.readLong(), in.readDouble(), in.readDouble(), in.readDouble()),
          readLatencies(in),
          RequestTimes.read(in));
    }
  }

  private static void writeLatency(PackedFile out, Latency one) throws IOException {
    out.writeLong(one.op().length());
    for (char letter : one.op().toCharArray()) {
      out.writeLong(letter);
    }
    out.writeLong(one.count());
    out.writeLong(one.p50());
    out.writeLong(one.p90());
    out.writeLong(one.p99());
    out.writeLong(one.p999());
    out.writeLong(one.maximum());
  }

  private static List<Latency> readLatencies(PackedFile in) throws IOException {
    List<Latency> latencies = new ArrayList<>();
    long count = in.readLong();
    for (long i = 0; i < count; i++) {
      latencies.add(
          new Latency(
              readText(in),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong()));
    }
    return latencies;
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
