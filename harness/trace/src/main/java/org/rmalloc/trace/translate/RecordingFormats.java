// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.util.List;
import java.util.Optional;
import org.rmalloc.trace.file.FileStart;
import org.rmalloc.trace.hrec.HrecImporter;
import org.rmalloc.trace.lackey.LackeyImporter;
import org.rmalloc.trace.mapping.RecordingImporter;
import org.rmalloc.trace.memtrace.MemtraceImporter;

/** The formats of recordings, in the order in which a file is held against them. */
public final class RecordingFormats {
  private static final List<RecordingImporter> IMPORTERS =
      List.of(
          new HrecImporter(),
          new MemtraceImporter(),
          new LackeyImporter(),
          new ValgrindMallocImporter(),
          new MtraceImporter(),
          new HeaptrackRawImporter(),
          new HeaptrackImporter(),
          new RepImporter(),
          new LogallocImporter(),
          new LtraceImporter(),
          new PlainTextImporter(),
          new MallocBenchImporter());

  private RecordingFormats() {}

  /** All importers. */
  public static List<RecordingImporter> all() {
    return IMPORTERS;
  }

  /** The importer of the format that a file's start shows, if it is a recording's. */
  public static Optional<RecordingImporter> recognized(FileStart start) {
    return IMPORTERS.stream().filter(importer -> importer.recognizes(start)).findFirst();
  }

  /** The importer of a format by its name. */
  public static Optional<RecordingImporter> named(String format) {
    return IMPORTERS.stream().filter(importer -> importer.format().equals(format)).findFirst();
  }
}
