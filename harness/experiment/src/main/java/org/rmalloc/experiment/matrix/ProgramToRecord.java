// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.matrix;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rmalloc.trace.record.AccessRecordingMethod;

/**
 * A program whose recording is a trace.
 *
 * @param command the program and its arguments
 * @param folder of the experiment file
 * @param directory it runs in, from that folder
 * @param environment variables that are added to those of this process
 * @param accesses by what accesses are recorded
 * @param exitStatus what it must end with
 */
public record ProgramToRecord(
    List<String> command,
    Path folder,
    String directory,
    SortedMap<String, String> environment,
    AccessRecordingMethod accesses,
    int exitStatus) {

  /** Copies the lists; a command has a program. */
  public ProgramToRecord {
    command = List.copyOf(command);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    if (command.isEmpty()) {
      throw new IllegalArgumentException("no program to record");
    }
  }

  /** The file name of the program. */
  public String programName() {
    return Path.of(command.getFirst()).getFileName().toString();
  }

  /** Where it runs. */
  public Path workingDirectory() {
    return folder.resolve(directory).normalize();
  }

  /**
   * SHA-256 of all that it is but for the folder, which may be copied: 64 hexadecimal digits. A
   * program's recording is kept under it.
   */
  public String key() {
    StringBuilder text = new StringBuilder("rmalloc-recording 1\n");
    command.forEach(word -> text.append("word\0").append(word).append('\0'));
    text.append("directory\0").append(directory).append('\0');
    environment.forEach(
        (name, value) ->
            text.append("variable\0").append(name).append('=').append(value).append('\0'));
    text.append("accesses\0").append(accesses.name().toLowerCase(Locale.ROOT)).append('\0');
    text.append("exit\0").append(exitStatus);
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The command as a shell would take it, about. */
  public String inWords() {
    return String.join(" ", command);
  }
}
