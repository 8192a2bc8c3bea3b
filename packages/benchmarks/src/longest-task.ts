/** The longest time in which the page could do nothing else, in milliseconds, while `work` goes on. */
export async function longestTask(work: Promise<unknown>): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  let longest = 0;
  let last = performance.now();
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    port2.postMessage(null);
  };
  port2.postMessage(null);
  await work;
  port1.close();
  return longest;
}
