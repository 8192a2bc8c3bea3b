type Listener = (event: { reason: unknown }) => void;

/** The places where a platform tells of rejections that nobody handled: Node has the first, browsers the second. */
interface Platform {
  process?: Record<'on' | 'off', (event: 'unhandledRejection', listener: (reason: unknown) => void) => void>;
  addEventListener?(type: 'unhandledrejection', listener: Listener): void;
  removeEventListener?(type: 'unhandledrejection', listener: Listener): void;
}

/** Tells of each rejection that nobody handles, until the function returned is called. */
export function watchRejections(report: (reason: unknown) => void): () => void {
  const platform = globalThis as unknown as Platform;
  if (typeof platform.process?.on === 'function') {
    platform.process.on('unhandledRejection', report);
    return () => platform.process?.off('unhandledRejection', report);
  }
  const listener: Listener = ({ reason }) => report(reason);
  platform.addEventListener?.('unhandledrejection', listener);
  return () => platform.removeEventListener?.('unhandledrejection', listener);
}
