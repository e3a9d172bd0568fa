/** A StartMessageMoveTask at work or done. */
export interface MoveTask {
  kind: 'moveTask';
  taskId: string;
  account: string;
  region: string;
  sourceArn: string;
  /** Only when given at start. */
  destinationArn?: string;
  /** MaxNumberOfMessagesPerSecond, only when given at start. */
  rate?: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  moved: number;
  /** Messages in the source when the task began. */
  toMove: number;
  failureReason?: string;
  /** Epoch ms. */
  startedAt: number;
  /** Older than the ten that AWS remembers. */
  forgotten?: boolean;
}
