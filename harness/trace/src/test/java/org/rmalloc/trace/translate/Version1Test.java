// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rmalloc.trace.file.DecompressedInput;

/**
 * Files without alignments, threads and times give the same ops, to the byte, as by the last build
 * that knew no version 2: commit caec677, whose {@code translate FILE | sha256sum} these sums are.
 */
class Version1Test {
  private static final Path COMMITTED = Path.of("../../traces");

  @ParameterizedTest
  @CsvSource({
    "ls-symlink.full, ce2d93c1c4ca483a41248e4466ed58d358c93a79cdf196500c54f39aec3c87d8",
    "ls-symlink.lackey.full, 65667c10880a019ed10a7f83a712ee83fdcbc443d5f52f34236d3b1139a0a4fa",
    "sqlite-dump.full, af11275f7ff2ca0f34e73731d46c1c3fc0a4edcc2c067f0cd28079390ae17a1d",
    "tar-cjf.full, a375f22c1237d66c4c9bc129cc2011d0e8ed0450a8f68d98a38d8f7f79af481d",
    "ls-bin.full, 7a596529bd0ba175e68112cefcac32fbc423066f57b126933b43a7e00035a04a",
    "cc1-O0.full, 5823a2f337e01c30d1cc2635b633fa91cd07e42c1d60c52da3b73c6066d9fffe"
  })
  void aRecordingGivesTheOpsThatItGaveBefore(String name, String sum)
      throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (DecompressedInput input =
            DecompressedInput.open(COMMITTED.resolve(name + ".memtrace.zst"));
        OutputStream ops = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      RecordingTranslation.toOps(input, TranslationSettings.DEFAULT, ops);
    }
    assertEquals(sum, HexFormat.of().formatHex(digest.digest()));
  }
}
