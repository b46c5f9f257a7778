// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rmalloc.trace.TraceFormatException;
import org.rmalloc.trace.hrec.HrecFileFinisher;
import org.rmalloc.trace.hrec.HrecReader;
import org.rmalloc.trace.hrec.ParentRecordingReference;

/** Raw recordings, read once each and counted: those that others go on from come before them. */
final class RawRecordingCounter {
  /**
   * One of them.
   *
   * @param counter of its events, and of those that it goes on from
   */
  record Counted(RawRecordingFile image, HrecReader reader, RecordedEventCounter counter) {
    Optional<ParentRecordingReference> history() {
      return reader.history();
    }
  }

  /** Reads what lies elsewhere by now, finished. */
  @FunctionalInterface
  interface Finished {
    void read(ParentRecordingReference history, RecordedEventCounter counter) throws IOException;
  }

  private final Finished finished;
  private final Map<String, List<ProcessForkPointFinder.Child>> children = new HashMap<>();
  private final Map<String, Counted> counted = new LinkedHashMap<>();
  private final List<RawRecordingFile> unreadable = new ArrayList<>();

  private RawRecordingCounter(Finished finished) {
    this.finished = finished;
  }

  /** Reads all of these images. */
  static RawRecordingCounter of(List<RawRecordingFile> images, Finished finished)
      throws IOException {
    RawRecordingCounter all = new RawRecordingCounter(finished);
    List<RawRecordingFile> first = new ArrayList<>();
    List<String> names = images.stream().map(RawRecordingFile::name).toList();
    for (RawRecordingFile image : images) {
      Optional<ParentRecordingReference> history = HrecFileFinisher.history(image.file());
      if (history.isPresent() && names.contains(history.get().file())) {
        all.children
            .computeIfAbsent(history.get().file(), name -> new ArrayList<>())
            .add(new ProcessForkPointFinder.Child(image, history.get().records()));
      } else {
        first.add(image);
      }
    }
    all.children
        .values()
        .forEach(of -> of.sort(Comparator.comparing(ProcessForkPointFinder.Child::records)));
    for (RawRecordingFile image : first) {
      all.count(image, new RecordedEventCounter());
    }
    return all;
  }

  /** All that could be read, each behind the one that it goes on from. */
  List<Counted> inOrder() {
    return List.copyOf(counted.values());
  }

  /** Files of processes that were ended before they had begun one. */
  List<RawRecordingFile> unreadable() {
    return List.copyOf(unreadable);
  }

  /** Whether another image goes on from this one. */
  boolean isHistory(RawRecordingFile image) {
    return children.containsKey(image.name());
  }

  private void count(RawRecordingFile image, RecordedEventCounter counter) throws IOException {
    List<ProcessForkPointFinder.Child> forked = children.getOrDefault(image.name(), List.of());
    ProcessForkPointFinder events = new ProcessForkPointFinder(counter, forked, this::countChild);
    counted.put(image.name(), null); // before its children
    try {
      HrecReader reader =
          HrecFileFinisher.read(
              image.file(), events, (history, taker) -> readHistory(history, counter));
      events.end();
      counted.put(image.name(), new Counted(image, reader, counter));
    } catch (TraceFormatException e) {
      counted.remove(image.name());
      unreadable.add(image);
      events.end();
    }
  }

  private void countChild(RawRecordingFile child, RecordedEventCounter counter) throws IOException {
    count(child, counter);
  }

  /** What is counted already came with the counter. */
  private void readHistory(ParentRecordingReference history, RecordedEventCounter counter)
      throws IOException {
    if (!counted.containsKey(history.file())) {
      finished.read(history, counter);
    }
  }
}
