// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.synth;

import java.util.List;
import org.rmalloc.trace.random.SplitMix64;

/**
 * The law that sizes of blocks are drawn by. Its text form is that of the option {@code --sizes}:
 * see {@link #parse}.
 */
public sealed interface SizeDistribution {
  /** One size, in bytes. */
  long draw(SplitMix64 random);

  /** This law in the form that {@link #parse} reads. */
  String label();

  /** The law that a text describes: {@link SizeDistributionParser#FORMS}. */
  static SizeDistribution parse(String text) {
    return new SizeDistributionParser(text).parse();
  }

  /**
   * Log-normal: the logarithm of the size is normal, and a draw outside the limits is drawn again.
   *
   * @param sigma the standard deviation of the size's natural logarithm
   */
  record LogNormal(double median, double sigma, long least, long most) implements SizeDistribution {
    /** Sigma unless given: 68 % of the sizes lie between median/e and median·e. */
    public static final double DEFAULT_SIGMA = 1.0;

    /** Checks the limits. */
    public LogNormal {
      SizeDistributionParser.checkLimits(least, most);
      if (!(median >= least && median <= most)) {
        throw new IllegalArgumentException(
            "sizes: found median %s; expected one within %d..%d".formatted(median, least, most));
      }
      if (!(sigma > 0 && sigma <= 10)) {
        throw new IllegalArgumentException(
            "sizes: found sigma %s; expected more than 0, 10 at most".formatted(sigma));
      }
    }

    @Override
    public String label() {
      return "lognormal(median " + median + ", sigma " + sigma + ", " + least + ".." + most + ")";
    }

    @Override
    public long draw(SplitMix64 random) {
      while (true) {
        long size = Math.round(median * StrictMath.exp(sigma * normal(random)));
        if (size >= least && size <= most) {
          return size;
        }
      }
    }

    /** By Box and Muller (1958), in strict arithmetic: equal on every machine. */
    private static double normal(SplitMix64 random) {
      double radius = Math.sqrt(-2 * StrictMath.log(1 - random.unit()));
      return radius * StrictMath.cos(2 * Math.PI * random.unit());
    }
  }

  /** Every size from {@code least} to {@code most}, both included, equally likely. */
  record Uniform(long least, long most) implements SizeDistribution {
    /** Checks the limits. */
    public Uniform {
      SizeDistributionParser.checkLimits(least, most);
    }

    @Override
    public String label() {
      return "uniform(" + least + ".." + most + ")";
    }

    @Override
    public long draw(SplitMix64 random) {
      return least + random.below(most - least + 1);
    }
  }

  /** One size. */
  record Fixed(long size) implements SizeDistribution {
    /** Checks the size. */
    public Fixed {
      SizeDistributionParser.checkLimits(size, size);
    }

    @Override
    public String label() {
      return "fixed(" + size + ")";
    }

    @Override
    public long draw(SplitMix64 random) {
      return size;
    }
  }

  /** One of the sizes listed, equally likely; a size listed twice is twice as likely. */
  record Listed(List<Long> sizes) implements SizeDistribution {
    /** Checks and copies the list. */
    public Listed {
      sizes = List.copyOf(sizes);
      if (sizes.isEmpty()) {
        throw new IllegalArgumentException("sizes: found an empty list; expected one size or more");
      }
      sizes.forEach(size -> SizeDistributionParser.checkLimits(size, size));
    }

    @Override
    public String label() {
      return "list(" + String.join(", ", sizes.stream().map(String::valueOf).toList()) + ")";
    }

    @Override
    public long draw(SplitMix64 random) {
      return sizes.get((int) random.below(sizes.size()));
    }
  }
}
