// SPDX-License-Identifier: Apache-2.0
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.rmalloc.trace.file.DecompressedInput;
import org.rmalloc.trace.translate.RecordingTranslation;
import org.rmalloc.trace.translate.TranslationSettings;

/**
 * Translates each recording that a line of standard input names, strictly, as {@code rmalloc
 * translate} does, and answers each by a line: what translate reports, or {@code refused} and why.
 * One process for all of them: starting it takes longer than reading most recordings.
 */
final class TranslateAll {
  private TranslateAll() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader names =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name; (name = names.readLine()) != null; ) {
      System.out.println(translate(Path.of(name)));
    }
  }

  private static String translate(Path file) {
    try (DecompressedInput recording = DecompressedInput.open(file)) {
      RecordingTranslation translation =
          RecordingTranslation.toOps(
              recording, TranslationSettings.DEFAULT, OutputStream.nullOutputStream());
      return String.join("; ", translation.report());
    } catch (IOException | RuntimeException e) {
      return "refused: " + e.toString().replace('\n', ' ');
    }
  }
}
