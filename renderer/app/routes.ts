import type { RouteRecordRaw } from 'vue-router';

/** What one would link to stands in the route: scope, queue, tab, filter. */
export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'overview', component: () => import('../pages/OverviewPage.vue') },
  { path: '/queues', name: 'queues', component: () => import('../pages/QueuesPage.vue') },
  {
    // `id` is the queue's URL: opaque, and the only name AWS guarantees.
    path: '/queues/:profile/:region/:id/:tab?',
    name: 'queue',
    component: () => import('../pages/QueuePage.vue'),
    props: true,
  },
  { path: '/topics', name: 'topics', component: () => import('../pages/TopicsPage.vue') },
  {
    // `id` is the topic's ARN.
    path: '/topics/:profile/:region/:id/:tab?',
    name: 'topic',
    component: () => import('../pages/TopicPage.vue'),
    props: true,
  },
  { path: '/failures', name: 'failures', component: () => import('../pages/FailuresPage.vue') },
  {
    // `id` is the URL of a dead-letter queue.
    path: '/failures/:profile/:region/:id',
    name: 'dead-letters',
    component: () => import('../pages/DeadLettersPage.vue'),
    props: true,
  },
  {
    // `id` is the URL of the queue that messages are taken from.
    path: '/failures/:profile/:region/:id/redrive',
    name: 'redrive',
    component: () => import('../pages/RedrivePage.vue'),
    props: true,
  },
  {
    // One message, so that it can be linked.
    path: '/captures/:id(\\d+)?',
    name: 'captures',
    component: () => import('../pages/CapturesPage.vue'),
    props: true,
  },
  {
    // One parked message, so that it can be linked.
    path: '/captures/parked/:id(\\d+)?',
    name: 'parked',
    component: () => import('../pages/ParkedPage.vue'),
    props: true,
  },
  {
    path: '/jobs/:id?',
    name: 'jobs',
    component: () => import('../pages/JobsPage.vue'),
    props: true,
  },
  { path: '/activity', name: 'activity', component: () => import('../pages/ActivityPage.vue') },
  { path: '/settings', name: 'settings', component: () => import('../pages/SettingsPage.vue') },
  {
    path: '/settings/new-profile',
    name: 'new-profile',
    component: () => import('../pages/NewProfilePage.vue'),
  },
  {
    path: '/settings/profiles/:name',
    name: 'profile',
    component: () => import('../pages/ProfilePage.vue'),
    props: true,
  },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('../pages/NotFoundPage.vue') },
];
