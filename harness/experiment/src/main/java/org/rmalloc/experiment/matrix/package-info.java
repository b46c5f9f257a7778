/** An experiment as a value: the combinations of trace, contender and setting that it asks for. */
package org.rmalloc.experiment.matrix;
