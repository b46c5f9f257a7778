// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;

/** How a program is recorded. */
enum RecordingMethod {
  /** A preloaded library: requests only. */
  SHIM,
  /** Our Valgrind tool: requests and accesses. */
  HEAPREC,
  /** Valgrind's lackey for the accesses, the preloaded library for the requests. */
  LACKEY;

  /** This method as notes and messages call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean recordsAccesses() {
    return this != SHIM;
  }

  /**
   * The method that is to record accesses as asked; what it needs is built.
   *
   * @param talk takes a line when it is not the one that was hoped for
   * @throws RecordingException when what was asked for cannot be had
   */
  static RecordingMethod choose(
      AccessRecordingMethod accesses, RecorderTools tools, Consumer<String> talk)
      throws IOException {
    return switch (accesses) {
      case NONE -> withShim(SHIM, tools);
      case HEAPREC -> withHeaprec(tools);
      case LACKEY -> withLackey(tools);
      case AUTO -> best(tools, talk);
    };
  }

  private static RecordingMethod best(RecorderTools tools, Consumer<String> talk)
      throws IOException {
    try {
      return withHeaprec(tools);
    } catch (RecordingException e) {
      talk.accept(e.getMessage());
    }
    if (tools.valgrindVersion().isEmpty()) {
      talk.accept("recording requests only, no accesses");
      return withShim(SHIM, tools);
    }
    talk.accept("recording accesses by lackey instead, which is thousands of times slower");
    return withLackey(tools);
  }

  private static RecordingMethod withHeaprec(RecorderTools tools) throws IOException {
    tools.heaprec();
    return HEAPREC;
  }

  private static RecordingMethod withLackey(RecorderTools tools) throws IOException {
    if (tools.valgrindVersion().isEmpty()) {
      throw new RecordingException("valgrind is not installed; install the package valgrind");
    }
    return withShim(LACKEY, tools);
  }

  private static RecordingMethod withShim(RecordingMethod method, RecorderTools tools)
      throws IOException {
    tools.shim();
    return method;
  }
}
