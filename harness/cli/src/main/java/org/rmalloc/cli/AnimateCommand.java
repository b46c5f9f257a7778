package org.rmalloc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rmalloc.replay.driver.Allocators;
import org.rmalloc.replay.driver.UsageException;
import org.rmalloc.replay.heapsize.HeapSize;
import org.rmalloc.replay.workload.Workload;
import org.rmalloc.report.animation.Animation;
import org.rmalloc.report.animation.Recording;
import org.rmalloc.trace.Dialect;
import org.rmalloc.trace.Trace;
import org.rmalloc.trace.lock.LockMethod;
import org.rmalloc.trace.lock.LockSimulation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the heap as it lives: {@code rmalloc animate TRACE -a NAME -o FILE}. */
@Command(
    name = "animate",
    description = {
      "Shows the heap's map at every op: as a page that plays, a GIF, or a picture of one op.",
      "On a trace without locks they are simulated first (fine).",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AnimateCommand implements Callable<Integer> {
  private static final int MOST_OPS = 400_000;

  @Mixin private TraceInputOptions input;

  @Option(
      names = {"-a", "--allocator"},
      paramLabel = "NAME",
      required = true,
      split = ",",
      description = "The allocator; a page shows several side by side: NAME,NAME.")
  private List<String> names;

  @Option(
      names = "--heap",
      paramLabel = "SIZE|FACTORx",
      defaultValue = "1.5x",
      description = "Heap size, or a factor of the peak of live bytes. Default: 1.5x.")
  private String heap;

  @Option(
      names = "--at",
      paramLabel = "OP",
      description = "Which op a picture shows, locks counted. Default: the last.")
  private Integer at;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.html|.gif|.png",
      required = true,
      description = "What is written, by its ending.")
  private String output;

  @Override
  public Integer call() throws IOException {
    Trace trace = input.read(input.readOptions());
    Trace locked =
        trace.dialect() == Dialect.ACCESS ? LockSimulation.simulate(trace, LockMethod.FINE) : trace;
    Workload workload = Workload.of(locked);
    if (workload.opCount() > MOST_OPS) {
      throw new UsageException(
          "%,d ops are too many to show, the most are %,d; cut the trace"
              .formatted(workload.opCount(), MOST_OPS));
    }
    List<Recording> recordings = recordings(workload);
    return DataOutput.write(output, out -> write(trace.provenance().name(), recordings, out));
  }

  private List<Recording> recordings(Workload workload) {
    long bytes =
        HeapSize.parse(heap)
            .bytes(
                workload.peakLive(),
                () -> {
                  throw new UsageException("--heap min: give a size or a factor");
                });
    List<Recording> recordings = new ArrayList<>();
    for (String name : names) {
      recordings.add(
          Recording.of(
              workload, Allocators.onClassPath().driver(name, Map.of()), Math.toIntExact(bytes)));
    }
    return recordings;
  }

  private int write(String app, List<Recording> recordings, OutputStream out) throws IOException {
    String name = output.toLowerCase(Locale.ROOT);
    Recording first = recordings.getFirst();
    if (name.endsWith(".gif")) {
      Animation.gif(first, out);
    } else if (name.endsWith(".png")) {
      Animation.png(first, step(first), out);
    } else if (name.endsWith(".html")) {
      out.write(Animation.html(app, recordings).getBytes(StandardCharsets.UTF_8));
    } else {
      throw new UsageException(output + ": a name that ends with .html, .gif or .png expected");
    }
    return ExitCode.DONE;
  }

  private int step(Recording recording) {
    int last = recording.stepCount() - 1;
    if (at == null) {
      return last;
    }
    if (at < 0 || at > last) {
      throw new UsageException("--at %d: 0 to %d expected".formatted(at, last));
    }
    return at;
  }
}
