// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Short commands of this machine, such as {@code cc --version}. */
public final class SystemCommandRunner {
  private SystemCommandRunner() {}

  /** What a command that succeeds prints; empty when it fails or there is none. */
  public static Optional<String> output(String... command) {
    try {
      Said said = run(new ProcessBuilder(command));
      return said.status() == 0 ? Optional.of(said.text()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The first line of that. */
  public static Optional<String> firstLine(String... command) {
    return output(command).flatMap(text -> text.lines().findFirst());
  }

  /** How a command ended, and what it printed. */
  public record Said(int status, String text) {}

  /** Runs a command without input. */
  public static Said run(ProcessBuilder builder) throws IOException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Said(process.waitFor(), text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
