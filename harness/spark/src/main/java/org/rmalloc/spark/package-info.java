/** Measures the trials of an experiment on Apache Spark. */
package org.rmalloc.spark;
