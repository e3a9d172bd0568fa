import type { Service } from '../service.ts';
import { getMetricData } from './actions/get-metric-data.ts';
import { getMetricStatistics } from './actions/get-metric-statistics.ts';
import { listMetrics } from './actions/list-metrics.ts';
import { metricsKind } from './resources.ts';

/** Amazon CloudWatch, as far as metrics of queues and topics go. */
export const cloudwatchService: Service = {
  name: 'cloudwatch',
  protocol: 'json',
  selector: 'GraniteServiceVersion20100801',
  namespace: 'com.amazonaws.cloudwatch',
  actions: [getMetricData, getMetricStatistics, listMetrics],
  resources: [metricsKind],
};
