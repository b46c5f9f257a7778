// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.rmalloc.allocator.AllocatorProvider;

/** Loads one build of all allocators from a folder of classes; builds share the SPI. */
final class BuildLoader extends URLClassLoader {
  BuildLoader(String classes) throws IOException {
    super(new URL[] {Path.of(classes).toUri().toURL()}, getPlatformClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean isShared = name.matches("org\\.rmalloc\\.(allocator|heap)\\..*");
    return isShared
        ? AllocatorProvider.class.getClassLoader().loadClass(name)
        : super.loadClass(name, resolve);
  }
}
