// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;

/** Where what was built is kept from run to run. */
public final class UserCacheFolder {
  private static final String NAME = "rmalloc";

  private UserCacheFolder() {}

  /** The cache of this user, or a folder of the user's own among the temporary files. */
  public static Path ofThisUser() throws IOException {
    Path usual = usual(System.getenv(), System.getProperty("user.home"));
    return canBePreloadedFrom(usual) && canBeWritten(usual) ? usual : temporary();
  }

  /** {@code XDG_CACHE_HOME}, else {@code .cache} of a home that may be unknown. */
  static Path usual(Map<String, String> environment, String home) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (cache.startsWith("/")) {
      return Path.of(cache, NAME);
    }
    return home != null && home.startsWith("/") ? Path.of(home, ".cache", NAME) : Path.of("");
  }

  /** Whether {@code LD_PRELOAD} can name what is in it: it has no way to quote. */
  public static boolean canBePreloadedFrom(Path folder) {
    return !folder.toString().isEmpty() && !folder.toString().matches(".*[\\s:$].*");
  }

  private static boolean canBeWritten(Path folder) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there != null && Files.isDirectory(there) && Files.isWritable(there);
  }

  /** Not a folder that somebody else has made: what is in it is run. */
  private static Path temporary() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    Object user = userId();
    Path folder = parent.resolve("%s-cache-%s".formatted(NAME, user));
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(
          folder,
          Set.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));
    }
    Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(user) || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new CBuildException(
          folder
              + ": found a cache folder of somebody else; set XDG_CACHE_HOME to a folder of your"
              + " own");
    }
    return folder;
  }

  /** The number of the user whom this process runs as; what is no Linux has one only. */
  static Object userId() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException e) {
      return System.getProperty("user.name");
    }
  }
}
