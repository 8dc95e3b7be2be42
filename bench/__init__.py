"""`make bench`: pages of the product against a bare server that runs the same SQL and returns JSON.

    make bench                                    both databases, 10,000 and 100,000 customers and inquiries
    make bench ARGS="--database sqlite --count 10000 --seconds 5"

Both servers stand on the same application server with two workers of one thread and answer over loopback. The
figures are ratios within one run: machines differ and are shared. Throughput is measured with wrk (Debian's
package) at 8 connections, latency with one connection of our own.
"""
