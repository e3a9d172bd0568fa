import type { Service } from '../service.ts';
import { addPermission } from './actions/add-permission.ts';
import { confirmSubscription } from './actions/confirm-subscription.ts';
import { createTopic } from './actions/create-topic.ts';
import { getDataProtectionPolicy, putDataProtectionPolicy } from './actions/data-protection.ts';
import { deleteTopic } from './actions/delete-topic.ts';
import { getSubscriptionAttributes } from './actions/get-subscription-attributes.ts';
import { getTopicAttributes } from './actions/get-topic-attributes.ts';
import { listSubscriptionsByTopic } from './actions/list-subscriptions-by-topic.ts';
import { listSubscriptions } from './actions/list-subscriptions.ts';
import { listTagsForResource } from './actions/list-tags-for-resource.ts';
import { listTopics } from './actions/list-topics.ts';
import { publishBatch } from './actions/publish-batch.ts';
import { publish } from './actions/publish.ts';
import { removePermission } from './actions/remove-permission.ts';
import { setSubscriptionAttributes } from './actions/set-subscription-attributes.ts';
import { setTopicAttributes } from './actions/set-topic-attributes.ts';
import { listPlatformApplications } from './actions/list-platform-applications.ts';
import { listOriginationNumbers } from './actions/list-origination-numbers.ts';
import { checkIfPhoneNumberIsOptedOut } from './actions/check-if-phone-number-is-opted-out.ts';
import { getSmsSandboxAccountStatus } from './actions/get-sms-sandbox-account-status.ts';
import { getSmsAttributes } from './actions/get-sms-attributes.ts';
import { setSmsAttributes } from './actions/set-sms-attributes.ts';
import { subscribe } from './actions/subscribe.ts';
import { tagResource } from './actions/tag-resource.ts';
import { unsubscribe } from './actions/unsubscribe.ts';
import { untagResource } from './actions/untag-resource.ts';
import { notificationKind } from './kinds/notification.ts';
import { acceptedKind } from './kinds/accepted.ts';
import { subscriptionKind } from './kinds/subscription.ts';
import { topicKind } from './kinds/topic.ts';

/** Amazon SNS. */
export const snsService: Service = {
  name: 'sns',
  protocol: 'query',
  selector: '2010-03-31',
  namespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  actions: [
    createTopic,
    deleteTopic,
    getTopicAttributes,
    setTopicAttributes,
    listTopics,
    subscribe,
    confirmSubscription,
    unsubscribe,
    getSubscriptionAttributes,
    setSubscriptionAttributes,
    listSubscriptions,
    listSubscriptionsByTopic,
    publish,
    publishBatch,
    tagResource,
    untagResource,
    listTagsForResource,
    addPermission,
    removePermission,
    getSmsAttributes,
    setSmsAttributes,
    getSmsSandboxAccountStatus,
    checkIfPhoneNumberIsOptedOut,
    listOriginationNumbers,
    listPlatformApplications,
    getDataProtectionPolicy,
    putDataProtectionPolicy,
  ],
  anonymous: ['ConfirmSubscription', 'Unsubscribe'],
  resources: [topicKind, subscriptionKind, acceptedKind, notificationKind],
};
