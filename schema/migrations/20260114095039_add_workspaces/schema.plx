// The platform's data model, as this migration leaves it.

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
  schemas  = ["core"]
}

generator client {
  datetime = "jiff"
}

tenancy {
  registry = Tenant
  key      = slug
  status   = status
  schema   = "tenant_{key}"
}

// How the platform is run: who runs it, what it does in the background, what it tells and what
// it remembers.

/// How far a piece of background work has come.
enum JobStatus {
  QUEUED
  RUNNING
  SUCCEEDED
  /// Out of attempts.
  FAILED
  CANCELLED

  @@map("job_status")
  @@schema("core")
}

/// How loud a notification is.
enum NotificationSeverity {
  INFO
  WARNING
  CRITICAL

  @@map("notification_severity")
  @@schema("core")
}

/// The way a notification takes to a person. Tenants' users choose among them too.
enum NotificationChannel {
  IN_APP
  EMAIL
  WEBHOOK

  @@map("notification_channel")
  @@schema("core")
}

/// What sort of program has made an event.
enum EventProducer {
  PLATFORM
  PLUGIN

  @@map("event_producer")
  @@schema("core")
}

/// What has become of a message that could not be handled.
enum DeadLetterStatus {
  PENDING
  REPLAYED
  DISCARDED

  @@map("dead_letter_status")
  @@schema("core")
}

/// A person who runs the platform. One who leaves is made inactive, so that the audit log still
/// knows the name.
model SuperAdmin {
  id          String    @id @default(uuid()) @db.Uuid
  /// The subject that Keycloak's tokens carry.
  keycloakId  String    @unique @map("keycloak_id") @db.VarChar(255)
  email       String    @unique @db.VarChar(320)
  firstName   String?   @map("first_name") @db.VarChar(100)
  lastName    String?   @map("last_name") @db.VarChar(100)
  isActive    Boolean   @default(true) @map("is_active")
  lastLoginAt DateTime? @map("last_login_at") @db.Timestamptz
  lastLoginIp String?   @map("last_login_ip") @db.Inet
  createdAt   DateTime  @default(now()) @map("created_at") @db.Timestamptz
  updatedAt   DateTime  @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  reviewedPlugins Plugin[]
  notifications   Notification[]
  auditLog        PlatformAuditLog[]

  @@map("super_admins")
  @@schema("core")
}

/// A piece of work to be done in the background, for one tenant or for the platform.
model Job {
  id             String    @id @default(uuid(7)) @db.Uuid
  tenantId       String?   @map("tenant_id") @db.Uuid
  queue          String    @default("default") @db.VarChar(63)
  /// Which handler does it: `tenant.provision`.
  kind           String    @db.VarChar(128)
  payload        Json      @default("{}")
  status         JobStatus @default(QUEUED)
  /// Higher goes first.
  priority       Int       @default(0) @db.SmallInt
  attempts       Int       @default(0) @db.SmallInt
  maxAttempts    Int       @default(5) @map("max_attempts") @db.SmallInt
  /// A second job with the same key is refused.
  dedupeKey      String?   @unique @map("dedupe_key") @db.VarChar(255)
  /// Not started before this time.
  runAt          DateTime  @default(now()) @map("run_at") @db.Timestamptz
  /// The worker that has it proves so by this token until the lease ends.
  leaseToken     String?   @map("lease_token") @db.Uuid
  leaseExpiresAt DateTime? @map("lease_expires_at") @db.Timestamptz
  createdAt      DateTime  @default(now()) @map("created_at") @db.Timestamptz
  updatedAt      DateTime  @default(now()) @updatedAt @map("updated_at") @db.Timestamptz
  finishedAt     DateTime? @map("finished_at") @db.Timestamptz

  tenant Tenant?  @relation(fields: [tenantId], references: [id], onDelete: Cascade)
  runs   JobRun[]

  @@index([queue, status, priority(sort: Desc), runAt], map: "jobs_claim_idx")
  @@index([tenantId, createdAt(sort: Desc)])
  @@map("jobs")
  @@schema("core")
}

/// One attempt at a job.
model JobRun {
  id         BigInt    @id @default(autoincrement())
  jobId      String    @map("job_id") @db.Uuid
  /// Counted from 1.
  attempt    Int       @db.SmallInt
  /// The name of the process that has made it.
  worker     String    @db.VarChar(255)
  status     JobStatus @default(RUNNING)
  error      String?
  durationMs Float?    @map("duration_ms")
  startedAt  DateTime  @default(now()) @map("started_at") @db.Timestamptz
  finishedAt DateTime? @map("finished_at") @db.Timestamptz

  job Job @relation(fields: [jobId], references: [id], onDelete: Cascade)

  @@unique([jobId, attempt])
  @@map("job_runs")
  @@schema("core")
}

/// Something that the platform tells one tenant, or all of them.
model Notification {
  id          String               @id @default(uuid()) @db.Uuid
  /// Whom it is for; every tenant where it is absent.
  tenantId    String?              @map("tenant_id") @db.Uuid
  severity    NotificationSeverity @default(INFO)
  channel     NotificationChannel  @default(IN_APP)
  title       String               @db.VarChar(255)
  /// Markdown.
  body        String
  linkUrl     String?              @map("link_url") @db.VarChar(2048)
  createdById String?              @map("created_by_id") @db.Uuid
  createdAt   DateTime             @default(now()) @map("created_at") @db.Timestamptz
  /// A draft where it is absent.
  publishedAt DateTime?            @map("published_at") @db.Timestamptz
  expiresAt   DateTime?            @map("expires_at") @db.Timestamptz

  tenant    Tenant?     @relation(fields: [tenantId], references: [id], onDelete: Cascade)
  createdBy SuperAdmin? @relation(fields: [createdById], references: [id], onDelete: SetNull)

  @@index([tenantId, publishedAt(sort: Desc)], map: "notifications_inbox_idx")
  @@index([createdById])
  @@map("notifications")
  @@schema("core")
}

/// What super admins, and the platform itself, have done. It is only ever added to.
model PlatformAuditLog {
  id           BigInt   @id @default(autoincrement())
  /// Who did it; the platform itself where it is absent.
  actorId      String?  @map("actor_id") @db.Uuid
  /// What was done: `tenant.suspend`.
  action       String   @db.VarChar(64)
  resourceType String   @map("resource_type") @db.VarChar(64)
  /// The key of what it was done to, as text, since not every key is a UUID.
  resourceId   String?  @map("resource_id") @db.VarChar(255)
  /// The tenant concerned. Not a foreign key: the log outlives tenants.
  tenantId     String?  @map("tenant_id") @db.Uuid
  metadata     Json     @default("{}")
  ipAddress    String?  @map("ip_address") @db.Inet
  createdAt    DateTime @default(now()) @map("created_at") @db.Timestamptz

  actor SuperAdmin? @relation(fields: [actorId], references: [id], onDelete: Restrict)

  @@index([createdAt(sort: Desc)])
  @@index([actorId, createdAt(sort: Desc)])
  @@index([tenantId, createdAt(sort: Desc)])
  @@index([resourceType, resourceId], map: "platform_audit_log_resource_idx")
  @@map("platform_audit_log")
  @@schema("core")
}

/// An event on its way to the broker: written in the transaction that it tells of, and removed
/// when the broker has it.
model EventOutbox {
  /// The broker's consumers know a repeated event by it.
  eventId        String        @id @default(dbgenerated("gen_random_uuid()")) @map("event_id") @db.Uuid
  tenantId       String        @map("tenant_id") @db.Uuid
  topic          String        @db.VarChar(128)
  eventType      String        @map("event_type") @db.VarChar(128)
  /// The version of the payload's own form.
  schemaVersion  Int           @default(1) @map("schema_version") @db.SmallInt
  payload        Json
  producer       EventProducer @default(PLATFORM)
  /// The service or the plugin's slug.
  producerId     String        @map("producer_id") @db.VarChar(64)
  /// The same for everything that one request has set off.
  correlationId  String        @default(dbgenerated("gen_random_uuid()")) @map("correlation_id") @db.Uuid
  /// The event that this one is an answer to.
  causationId    String?       @map("causation_id") @db.Uuid
  attempts       Int           @default(0) @db.SmallInt
  lastError      String?       @map("last_error")
  leaseToken     String?       @map("lease_token") @db.Uuid
  leaseExpiresAt DateTime?     @map("lease_expires_at") @db.Timestamptz
  /// Not sent before this time; moved on after a failed attempt.
  availableAt    DateTime      @default(now()) @map("available_at") @db.Timestamptz
  occurredAt     DateTime      @default(now()) @map("occurred_at") @db.Timestamptz

  tenant Tenant @relation(fields: [tenantId], references: [id], onDelete: Cascade)

  @@index([availableAt, occurredAt], map: "event_outbox_claim_idx")
  @@index([tenantId])
  @@map("event_outbox")
  @@schema("core")
}

/// A message that a consumer has given up on, kept until somebody decides about it.
model DeadLetter {
  id         String           @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  /// Absent once the tenant is gone.
  tenantId   String?          @map("tenant_id") @db.Uuid
  /// The plugin that could not handle it; absent where that was the platform.
  pluginId   String?          @map("plugin_id") @db.Uuid
  eventId    String           @map("event_id") @db.Uuid
  eventType  String           @map("event_type") @db.VarChar(128)
  payload    Json             @default("{}")
  error      String?
  attempts   Int              @default(0) @db.SmallInt
  topic      String           @db.VarChar(128)
  partition  Int
  offset     BigInt
  /// SHA-256 of consumer, topic, partition and offset, in hexadecimal: a letter dies once.
  dedupeKey  String           @unique @map("dedupe_key") @db.Char(64)
  status     DeadLetterStatus @default(PENDING)
  failedAt   DateTime         @default(now()) @map("failed_at") @db.Timestamptz
  resolvedAt DateTime?        @map("resolved_at") @db.Timestamptz

  tenant Tenant? @relation(fields: [tenantId], references: [id], onDelete: SetNull)
  plugin Plugin? @relation(fields: [pluginId], references: [id], onDelete: NoAction, onUpdate: NoAction)

  @@index([tenantId, status, failedAt(sort: Desc)], map: "dead_letters_tenant_status_idx")
  @@index([pluginId, status])
  @@map("dead_letters")
  @@schema("core")
}

// The catalogue of plugins, and which tenant is entitled to which.

/// Whether a plugin is offered to tenants.
enum PluginStatus {
  /// Seen by its author only.
  DRAFT
  /// Waiting for a super admin's word.
  IN_REVIEW
  PUBLISHED
  /// Goes on working where it is installed, and is not offered any more.
  DEPRECATED
  /// Stopped everywhere.
  BLOCKED

  @@map("plugin_status")
  @@schema("core")
}

/// Where a plugin's code runs.
enum PluginHosting {
  /// In a container for each tenant.
  SIDECAR
  /// In one container that serves all tenants.
  SHARED
  /// At its author's, reached over HTTP.
  EXTERNAL

  @@map("plugin_hosting")
  @@schema("core")
}

/// When a container's image is fetched. The database has Kubernetes' own words.
enum PullPolicy {
  ALWAYS         @map("Always")
  IF_NOT_PRESENT @map("IfNotPresent")
  NEVER          @map("Never")

  @@map("pull_policy")
  @@schema("core")
}

/// Whether a tenant may use a plugin.
enum EntitlementStatus {
  TRIAL
  ACTIVE
  CANCELLED

  @@map("entitlement_status")
  @@schema("core")
}

/// An extension of the platform, as the catalogue shows it.
model Plugin {
  id           String        @id @default(uuid()) @db.Uuid
  /// Names the plugin in addresses and in the keys of its actions: `crm`.
  slug         String        @unique @db.VarChar(63)
  name         String        @db.VarChar(255)
  description  String?
  author       String        @db.VarChar(255)
  iconUrl      String?       @map("icon_url") @db.VarChar(2048)
  categories   String[]      @default([])
  hosting      PluginHosting @default(SIDECAR)
  status       PluginStatus  @default(DRAFT)
  /// The mean of the tenants' ratings, from 1 to 5; absent until somebody has rated.
  rating       Float?
  /// What the reviewer tells the author.
  reviewNotes  String?       @map("review_notes")
  reviewedById String?       @map("reviewed_by_id") @db.Uuid
  reviewedAt   DateTime?     @map("reviewed_at") @db.Timestamptz
  createdAt    DateTime      @default(now()) @map("created_at") @db.Timestamptz
  updatedAt    DateTime      @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  reviewedBy  SuperAdmin?     @relation(fields: [reviewedById], references: [id], onDelete: SetNull)
  versions    PluginVersion[]
  tenants     TenantPlugin[]
  deadLetters DeadLetter[]

  @@index([status, name])
  @@index([reviewedById])
  @@map("plugins")
  @@schema("core")
}

/// A release of a plugin. It does not change once tenants have it.
model PluginVersion {
  id           String     @id @default(uuid()) @db.Uuid
  pluginId     String     @map("plugin_id") @db.Uuid
  /// Semantic: `1.4.0`.
  version      String     @db.VarChar(32)
  /// What the plugin says of itself: the pages, actions and events that it brings.
  manifest     Json       @default("{}")
  /// The container image with its registry, without tag and digest. A plugin that its author
  /// hosts has none.
  image        String?    @db.VarChar(512)
  /// The SHA-256 of the image's manifest.
  imageDigest  Bytes?     @map("image_digest")
  imageBytes   BigInt?    @map("image_bytes")
  pullPolicy   PullPolicy @default(IF_NOT_PRESENT) @map("pull_policy")
  releaseNotes String?    @map("release_notes")
  createdAt    DateTime   @default(now()) @map("created_at") @db.Timestamptz
  /// When tenants could first install it.
  publishedAt  DateTime?  @map("published_at") @db.Timestamptz

  plugin  Plugin         @relation(fields: [pluginId], references: [id], onDelete: Cascade)
  tenants TenantPlugin[]

  @@unique([pluginId, version])
  @@map("plugin_versions")
  @@schema("core")
}

/// A tenant's right to a plugin, and what it pays for it. Whether the plugin runs there is told
/// by `PluginInstallation`, in the tenant's schema.
model TenantPlugin {
  id              String            @id @default(uuid()) @db.Uuid
  tenantId        String            @map("tenant_id") @db.Uuid
  pluginId        String            @map("plugin_id") @db.Uuid
  /// The release that the tenant stays at; the newest one where it is absent.
  pinnedVersionId String?           @map("pinned_version_id") @db.Uuid
  status          EntitlementStatus @default(TRIAL)
  /// The price of a month, in the currency of the tenant's contract.
  monthlyPrice    Decimal           @default(0) @map("monthly_price") @db.Decimal(12, 2)
  startsAt        DateTime          @default(now()) @map("starts_at") @db.Timestamptz
  /// The end of a trial, or of a contract that has been cancelled.
  endsAt          DateTime?         @map("ends_at") @db.Timestamptz
  createdAt       DateTime          @default(now()) @map("created_at") @db.Timestamptz
  updatedAt       DateTime          @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  tenant        Tenant         @relation(fields: [tenantId], references: [id], onDelete: Cascade)
  plugin        Plugin         @relation(fields: [pluginId], references: [id], onDelete: Restrict)
  pinnedVersion PluginVersion? @relation(fields: [pinnedVersionId], references: [id], onDelete: SetNull)

  @@unique([tenantId, pluginId])
  @@index([pluginId, status])
  @@index([pinnedVersionId])
  @@map("tenant_plugins")
  @@schema("core")
}

// What a tenant remembers. Neither log has foreign keys: both outlive what they tell of.

/// Which way a decision went.
enum AccessEffect {
  ALLOW
  DENY

  @@map("access_effect")
  @@tenant
}

/// What people, and plugins for them, have changed in the tenant. It is only ever added to.
model AuditLog {
  id         String   @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  /// The user who did it; the platform itself where it is absent.
  actorId    String?  @map("actor_id") @db.Uuid
  /// What was done: `workspace.archive`.
  action     String   @db.VarChar(63)
  targetType String   @map("target_type") @db.VarChar(63)
  /// The key of what it was done to, as text, since not every key is a UUID.
  targetId   String?  @map("target_id") @db.VarChar(255)
  /// The fields that changed, as they were.
  before     Json?
  /// The same fields, as they became.
  after      Json?
  ipAddress  String?  @map("ip_address") @db.Inet
  createdAt  DateTime @default(now()) @map("created_at") @db.Timestamptz

  @@index([createdAt(sort: Desc)])
  @@index([actorId, createdAt(sort: Desc)])
  @@index([targetType, targetId], map: "audit_log_target_idx")
  @@map("audit_log")
  @@tenant
}

/// A decision about whether somebody may do something, with the reasons for it.
model AccessDecision {
  id             BigInt       @id @default(autoincrement())
  userId         String       @map("user_id") @db.Uuid
  action         String       @db.VarChar(255)
  resourceType   String       @map("resource_type") @db.VarChar(63)
  resourceId     String?      @map("resource_id") @db.VarChar(255)
  effect         AccessEffect
  /// The rules that were looked at, in order, each with its outcome.
  rules          Json         @default("[]")
  /// How long it took, in microseconds.
  durationMicros Int?         @map("duration_micros")
  createdAt      DateTime     @default(now()) @map("created_at") @db.Timestamptz

  @@index([createdAt(sort: Desc)])
  @@index([userId, createdAt(sort: Desc)])
  @@index([effect, createdAt(sort: Desc)])
  @@map("access_decisions")
  @@tenant
}

// The plugins that run for a tenant, and the actions that they and the platform bring.

/// Where an installation is in its life.
enum InstallationStatus {
  INSTALLING
  RUNNING
  /// Stopped by the tenant; its data is kept.
  DISABLED
  FAILED
  REMOVING

  @@map("installation_status")
  @@tenant
}

/// What the last health check of a container found.
enum ContainerHealth {
  /// Not looked at yet.
  UNKNOWN
  HEALTHY
  UNHEALTHY

  @@map("container_health")
  @@tenant
}

/// A plugin that runs for this tenant. A plugin or a release that is installed anywhere cannot
/// be taken out of the catalogue.
model PluginInstallation {
  id               String             @id @default(uuid()) @db.Uuid
  /// A plugin is installed once in a tenant, however many workspaces use it.
  pluginId         String             @unique @map("plugin_id") @db.Uuid
  versionId        String             @map("version_id") @db.Uuid
  /// Where it runs here, which may differ from what the catalogue proposes.
  hosting          PluginHosting      @default(SIDECAR)
  status           InstallationStatus @default(INSTALLING)
  /// Whether a new workspace starts with the plugin switched on.
  enabledByDefault Boolean            @default(true) @map("enabled_by_default")
  settings         Json               @default("{}")
  lastError        String?            @map("last_error")
  installedById    String?            @map("installed_by_id") @db.Uuid
  installedAt      DateTime           @default(now()) @map("installed_at") @db.Timestamptz
  updatedAt        DateTime           @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  plugin      Plugin           @relation(fields: [pluginId], references: [id], onDelete: Restrict)
  version     PluginVersion    @relation(fields: [versionId], references: [id], onDelete: Restrict)
  installedBy User?            @relation(fields: [installedById], references: [id], onDelete: SetNull)
  container   PluginContainer?
  actions     Action[]

  @@index([status])
  @@index([versionId])
  @@index([installedById])
  @@map("plugin_installations")
  @@tenant
}

/// The container of an installation that has one to itself.
model PluginContainer {
  id             String          @id @default(uuid()) @db.Uuid
  installationId String          @unique @map("installation_id") @db.Uuid
  image          String          @db.VarChar(512)
  port           Int?
  /// As Kubernetes writes them: `{"cpu": "500m", "memory": "256Mi"}`.
  resourceLimits Json            @default("{}") @map("resource_limits")
  /// Environment variables over those of the image.
  environment    Json            @default("{}")
  /// The share of its processor limit that it used lately, from 0 to 1.
  cpuLoad        Float?          @map("cpu_load")
  health         ContainerHealth @default(UNKNOWN)
  checkedAt      DateTime?       @map("checked_at") @db.Timestamptz

  installation PluginInstallation @relation(fields: [installationId], references: [id], onDelete: Cascade)

  @@map("plugin_containers")
  @@tenant
}

/// Something that one may be allowed to do, brought by a plugin or by the platform itself.
model Action {
  /// With the plugin's slug in front: `crm:contact.export`.
  key            String   @id @db.VarChar(255)
  /// Whose action it is; the platform's own where it is absent.
  installationId String?  @map("installation_id") @db.Uuid
  /// The key of its name in the translations.
  labelKey       String   @map("label_key") @db.VarChar(255)
  description    String?
  /// The least role that may do it, where a workspace does not say otherwise.
  defaultRole    Role     @default(ADMIN) @map("default_role")
  createdAt      DateTime @default(now()) @map("created_at") @db.Timestamptz

  installation   PluginInstallation?   @relation(fields: [installationId], references: [id], onDelete: Cascade)
  workspaceRoles WorkspaceRoleAction[]

  @@index([installationId])
  @@map("actions")
  @@tenant
}

// The people of a tenant, their teams, and how the tenant looks to them.

/// Whether a person may sign in.
enum UserStatus {
  INVITED
  ACTIVE
  /// Shut out; what the person has made stays.
  DEACTIVATED

  @@map("user_status")
  @@tenant
}

/// What a person is in a team.
enum TeamRole {
  LEAD
  MEMBER

  @@map("team_role")
  @@tenant
}

/// How the pages are coloured.
enum ColorScheme {
  /// As the device says.
  SYSTEM
  LIGHT
  DARK

  @@map("color_scheme")
  @@tenant
}

/// A person who belongs to the tenant. Keycloak keeps the credentials.
model User {
  id         String     @id @default(uuid()) @db.Uuid
  /// The subject that Keycloak's tokens carry.
  keycloakId String     @unique @map("keycloak_id") @db.VarChar(255)
  email      String     @unique @db.VarChar(320)
  firstName  String?    @map("first_name") @db.VarChar(100)
  lastName   String?    @map("last_name") @db.VarChar(100)
  avatarUrl  String?    @map("avatar_url") @db.VarChar(2048)
  status     UserStatus @default(ACTIVE)
  lastSeenAt DateTime?  @map("last_seen_at") @db.Timestamptz
  createdAt  DateTime   @default(now()) @map("created_at") @db.Timestamptz
  updatedAt  DateTime   @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  preferences         UserPreferences?
  teams               TeamMember[]
  memberships         WorkspaceMember[]
  createdWorkspaces   Workspace[]
  createdResources    WorkspaceResource[]
  sentInvitations     WorkspaceInvitation[] @relation("InvitationSender")
  acceptedInvitations WorkspaceInvitation[] @relation("InvitationRecipient")
  pluginInstallations PluginInstallation[]

  @@index([status, lastName, firstName], map: "users_directory_idx")
  @@map("users")
  @@tenant
}

/// What a person has chosen. Where there is no row, the defaults hold.
model UserPreferences {
  userId      String              @id @map("user_id") @db.Uuid
  locale      String              @default("en") @db.VarChar(35)
  /// A name of the IANA time zone database.
  timezone    String              @default("UTC") @db.VarChar(63)
  colorScheme ColorScheme         @default(SYSTEM) @map("color_scheme")
  notifyBy    NotificationChannel @default(EMAIL) @map("notify_by")
  /// No notifications until then.
  mutedUntil  DateTime?           @map("muted_until") @db.Timestamptz
  /// The kinds of notification that the person does not want.
  mutedTopics String[]            @default([]) @map("muted_topics")
  settings    Json                @default("{}")
  updatedAt   DateTime            @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  user User @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@map("user_preferences")
  @@tenant
}

/// A group of people, of the whole tenant or of one workspace.
model Team {
  id          String   @id @default(uuid()) @db.Uuid
  slug        String   @unique @db.VarChar(63)
  name        String   @db.VarChar(255)
  description String?
  /// The workspace that it belongs to; the whole tenant where it is absent.
  workspaceId String?  @map("workspace_id") @db.Uuid
  createdAt   DateTime @default(now()) @map("created_at") @db.Timestamptz
  updatedAt   DateTime @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  workspace Workspace?   @relation(fields: [workspaceId], references: [id], onDelete: Cascade)
  members   TeamMember[]

  @@index([workspaceId])
  @@map("teams")
  @@tenant
}

/// A person's place in a team.
model TeamMember {
  teamId   String   @map("team_id") @db.Uuid
  userId   String   @map("user_id") @db.Uuid
  role     TeamRole @default(MEMBER)
  joinedAt DateTime @default(now()) @map("joined_at") @db.Timestamptz

  team Team @relation(fields: [teamId], references: [id], onDelete: Cascade)
  user User @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@id([teamId, userId])
  @@index([userId])
  @@map("team_members")
  @@tenant
}

/// How the tenant's pages look, one row for each theme.
model TenantBranding {
  /// The theme's name: `default`, `winter-sale`.
  theme        String      @id @db.VarChar(63)
  logoUrl      String?     @map("logo_url") @db.VarChar(2048)
  /// The icon of the browser's tab, small enough to be kept here.
  favicon      Bytes?
  /// With its number sign: `#6366f1`.
  primaryColor String      @default("#6366f1") @map("primary_color") @db.VarChar(9)
  colorScheme  ColorScheme @default(SYSTEM) @map("color_scheme")
  updatedAt    DateTime    @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  @@map("tenant_branding")
  @@tenant
}

// Workspaces: the places in which a tenant's people work, who is in them, and what is in them.

/// What a person may do in a workspace, the most first.
enum Role {
  ADMIN
  MEMBER
  /// Looks, and changes nothing.
  VIEWER

  @@map("role")
  @@tenant
}

/// Whether a workspace is worked in.
enum WorkspaceStatus {
  ACTIVE
  /// Read only.
  ARCHIVED

  @@map("workspace_status")
  @@tenant
}

/// What has become of an invitation.
enum InvitationStatus {
  PENDING
  ACCEPTED
  DECLINED
  REVOKED

  @@map("invitation_status")
  @@tenant
}

/// What sort of thing a resource is.
enum ResourceKind {
  DOCUMENT
  FILE
  LINK

  @@map("resource_kind")
  @@tenant
}

/// A place to work in. Workspaces form trees.
model Workspace {
  id          String          @id @default(uuid()) @db.Uuid
  slug        String          @unique @db.VarChar(63)
  name        String          @db.VarChar(255)
  description String?
  parentId    String?         @map("parent_id") @db.Uuid
  /// The identifiers of all workspaces above it, from the root down, each with a slash after
  /// it. It spares a recursive query.
  path        String          @default("/")
  status      WorkspaceStatus @default(ACTIVE)
  settings    Json            @default("{}")
  templateId  String?         @map("template_id") @db.Uuid
  createdById String?         @map("created_by_id") @db.Uuid
  archivedAt  DateTime?       @map("archived_at") @db.Timestamptz
  createdAt   DateTime        @default(now()) @map("created_at") @db.Timestamptz
  updatedAt   DateTime        @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  /// A workspace with others below it can only be deleted together with them.
  parent      Workspace?            @relation("WorkspaceHierarchy", fields: [parentId], references: [id], onDelete: NoAction)
  children    Workspace[]           @relation("WorkspaceHierarchy")
  template    WorkspaceTemplate?    @relation(fields: [templateId], references: [id], onDelete: SetNull)
  createdBy   User?                 @relation(fields: [createdById], references: [id], onDelete: SetNull)
  members     WorkspaceMember[]
  invitations WorkspaceInvitation[]
  teams       Team[]
  plugins     WorkspacePlugin[]
  resources   WorkspaceResource[]
  roleActions WorkspaceRoleAction[]

  @@index([parentId])
  @@index([templateId])
  @@index([createdById])
  @@index([status, name])
  @@map("workspaces")
  @@tenant
}

/// A person's place in a workspace.
model WorkspaceMember {
  id          String   @id @default(uuid()) @db.Uuid
  workspaceId String   @map("workspace_id") @db.Uuid
  userId      String   @map("user_id") @db.Uuid
  role        Role     @default(MEMBER)
  createdAt   DateTime @default(now()) @map("created_at") @db.Timestamptz
  updatedAt   DateTime @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  workspace Workspace @relation(fields: [workspaceId], references: [id], onDelete: Cascade)
  user      User      @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@unique([workspaceId, userId])
  @@index([userId, role])
  @@map("workspace_members")
  @@tenant
}

/// A letter that asks somebody to join a workspace. That it has run out is told by its date.
model WorkspaceInvitation {
  id           String           @id @default(uuid()) @db.Uuid
  workspaceId  String           @map("workspace_id") @db.Uuid
  email        String           @db.VarChar(320)
  role         Role             @default(MEMBER)
  status       InvitationStatus @default(PENDING)
  /// SHA-256, in hexadecimal, of the secret in the letter's link. The secret itself is not kept.
  tokenHash    String           @unique @map("token_hash") @db.Char(64)
  message      String?
  invitedById  String?          @map("invited_by_id") @db.Uuid
  /// Who has used it: perhaps somebody with another address than the letter's.
  acceptedById String?          @map("accepted_by_id") @db.Uuid
  expiresAt    DateTime         @map("expires_at") @db.Timestamptz
  acceptedAt   DateTime?        @map("accepted_at") @db.Timestamptz
  createdAt    DateTime         @default(now()) @map("created_at") @db.Timestamptz

  workspace  Workspace @relation(fields: [workspaceId], references: [id], onDelete: Cascade)
  invitedBy  User?     @relation("InvitationSender", fields: [invitedById], references: [id], onDelete: SetNull)
  acceptedBy User?     @relation("InvitationRecipient", fields: [acceptedById], references: [id], onDelete: SetNull)

  @@index([workspaceId, status])
  @@index([email])
  @@index([invitedById])
  @@index([acceptedById])
  @@map("workspace_invitations")
  @@tenant
}

/// What a new workspace can be started from.
model WorkspaceTemplate {
  id          String   @id @default(uuid()) @db.Uuid
  name        String   @unique @db.VarChar(255)
  description String?
  /// The workspaces to make, as a tree of names and settings.
  structure   Json     @default("[]")
  /// Whether it came with the platform; such a one cannot be changed.
  isBuiltin   Boolean  @default(false) @map("is_builtin")
  version     Int      @default(1)
  createdAt   DateTime @default(now()) @map("created_at") @db.Timestamptz
  updatedAt   DateTime @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  workspaces Workspace[]

  @@map("workspace_templates")
  @@tenant
}

/// A plugin's place in a workspace. Where there is no row, the installation's default holds.
model WorkspacePlugin {
  workspaceId String   @map("workspace_id") @db.Uuid
  pluginId    String   @map("plugin_id") @db.Uuid
  isEnabled   Boolean  @default(true) @map("is_enabled")
  /// Over the settings of the tenant's installation.
  settings    Json     @default("{}")
  createdAt   DateTime @default(now()) @map("created_at") @db.Timestamptz
  updatedAt   DateTime @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  workspace Workspace @relation(fields: [workspaceId], references: [id], onDelete: Cascade)
  plugin    Plugin    @relation(fields: [pluginId], references: [id], onDelete: Restrict)

  @@id([workspaceId, pluginId])
  @@index([pluginId])
  @@map("workspace_plugins")
  @@tenant
}

/// Something that is kept in a workspace.
model WorkspaceResource {
  id          String       @id @default(uuid(7)) @db.Uuid
  workspaceId String       @map("workspace_id") @db.Uuid
  kind        ResourceKind
  name        String       @db.VarChar(255)
  /// Where its content is: a key in the tenant's bucket, or the address of a link.
  location    String?      @db.VarChar(2048)
  mediaType   String?      @map("media_type") @db.VarChar(127)
  sizeBytes   BigInt?      @map("size_bytes")
  /// SHA-256 of the content.
  checksum    Bytes?
  /// When the content itself was last changed, in UTC, as its source tells it.
  modifiedAt  DateTime?    @map("modified_at")
  tags        String[]     @default([])
  metadata    Json         @default("{}")
  createdById String?      @map("created_by_id") @db.Uuid
  createdAt   DateTime     @default(now()) @map("created_at") @db.Timestamptz
  updatedAt   DateTime     @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  workspace Workspace @relation(fields: [workspaceId], references: [id], onDelete: Cascade)
  createdBy User?     @relation(fields: [createdById], references: [id], onDelete: SetNull)

  @@unique([workspaceId, kind, name], map: "workspace_resources_name_key")
  @@index([workspaceId, createdAt(sort: Desc)], map: "workspace_resources_recent_idx")
  @@index([createdById])
  @@map("workspace_resources")
  @@tenant
}

/// The least role that may do an action in one workspace, in place of the action's own default.
model WorkspaceRoleAction {
  workspaceId  String   @map("workspace_id") @db.Uuid
  actionKey    String   @map("action_key") @db.VarChar(255)
  requiredRole Role     @map("required_role")
  createdAt    DateTime @default(now()) @map("created_at") @db.Timestamptz
  updatedAt    DateTime @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  workspace Workspace @relation(fields: [workspaceId], references: [id], onDelete: Cascade)
  action    Action    @relation(fields: [actionKey], references: [key], onDelete: Cascade, onUpdate: Cascade)

  @@id([workspaceId, actionKey])
  @@index([actionKey])
  @@map("workspace_role_actions")
  @@tenant
}

// The registry of tenants, and what the platform keeps about each of them.

/// Where a tenant is in its life. Only an active tenant can be worked with.
enum TenantStatus {
  /// Its schema and its outside resources are being made.
  PROVISIONING
  ACTIVE
  /// Locked out for the time being; its data is untouched.
  SUSPENDED
  /// Locked out, and waiting for its deletion steps to run.
  PENDING_DELETION
  /// Gone but for its row here.
  DELETED

  @@map("tenant_status")
  @@schema("core")
}

/// One piece of a tenant that has to be taken away when the tenant is deleted.
enum DeletionStep {
  IDENTITY_REALM
  OBJECT_STORAGE
  EVENT_KEYS
  DATABASE_SCHEMA

  @@map("deletion_step")
  @@schema("core")
}

/// What an event key may still be used for.
enum EventKeyStatus {
  /// Encrypts and decrypts.
  ACTIVE
  /// Decrypts what it has encrypted, no more.
  RETIRED
  /// Its key material is gone, and with it everything that it has encrypted.
  DESTROYED

  @@map("event_key_status")
  @@schema("core")
}

/// A customer of the platform, with a PostgreSQL schema of its own.
model Tenant {
  id               String       @id @default(uuid()) @db.Uuid
  /// Names the tenant in addresses, and its PostgreSQL schema: `acme-corp`.
  slug             String       @unique @db.VarChar(63)
  name             String       @db.VarChar(255)
  status           TenantStatus @default(PROVISIONING)
  contactEmail     String?      @map("contact_email") @db.VarChar(320)
  /// The bucket of the object storage that holds the tenant's files, once it has been made.
  storageBucket    String?      @unique @map("storage_bucket") @db.VarChar(63)
  suspensionReason String?      @map("suspension_reason")
  suspendedAt      DateTime?    @map("suspended_at") @db.Timestamptz
  /// The end of the grace period: from then on, the deletion steps may run.
  deletionDueAt    DateTime?    @map("deletion_due_at") @db.Timestamptz
  /// Goes up by one with every change of the status, so that a late worker sees that it is late.
  version          Int          @default(1)
  createdAt        DateTime     @default(now()) @map("created_at") @db.Timestamptz
  updatedAt        DateTime     @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  config        TenantConfig?
  domains       TenantDomain[]
  eventKeys     TenantEventKey[]
  deletionSteps TenantDeletionStep[]
  usage         TenantUsage[]
  plugins       TenantPlugin[]
  jobs          Job[]
  notifications Notification[]
  events        EventOutbox[]
  deadLetters   DeadLetter[]

  @@index([status, createdAt(sort: Desc)])
  @@map("tenants")
  @@schema("core")
}

/// A tenant's settings, as far as the platform and not the tenant decides them.
model TenantConfig {
  tenantId       String   @id @map("tenant_id") @db.Uuid
  /// The Keycloak realm whose users are the tenant's.
  keycloakRealm  String?  @unique @map("keycloak_realm") @db.VarChar(255)
  locale         String   @default("en") @db.VarChar(35)
  /// A name of the IANA time zone database.
  timezone       String   @default("UTC") @db.VarChar(63)
  /// The origins that browsers may call the tenant's interface from.
  allowedOrigins String[] @default([]) @map("allowed_origins")
  /// How many workspaces the tenant may have; no limit where it is absent.
  workspaceLimit Int?     @map("workspace_limit")
  settings       Json     @default("{}")
  createdAt      DateTime @default(now()) @map("created_at") @db.Timestamptz
  updatedAt      DateTime @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  tenant Tenant @relation(fields: [tenantId], references: [id], onDelete: Cascade)

  @@map("tenant_configs")
  @@schema("core")
}

/// A host name by which a tenant is reached, beside the platform's own sub-domain for it.
model TenantDomain {
  /// In lower case, without a dot at the end: `portal.acme.test`.
  hostName   String    @id @map("host_name") @db.VarChar(253)
  tenantId   String    @map("tenant_id") @db.Uuid
  /// Whether links to the tenant are written with this name.
  isPrimary  Boolean   @default(false) @map("is_primary")
  /// When the tenant was last seen to own the name. Requests are served only from then on.
  verifiedAt DateTime? @map("verified_at") @db.Timestamptz
  createdAt  DateTime  @default(now()) @map("created_at") @db.Timestamptz

  tenant Tenant @relation(fields: [tenantId], references: [id], onDelete: Cascade)

  @@index([tenantId])
  @@map("tenant_domains")
  @@schema("core")
}

/// A key that encrypts a tenant's events. To destroy it is to erase them, in every copy.
model TenantEventKey {
  tenantId    String         @map("tenant_id") @db.Uuid
  keyVersion  Int            @map("key_version")
  status      EventKeyStatus @default(ACTIVE)
  /// The key, encrypted by the platform's master key; absent once it has been destroyed.
  wrappedKey  Bytes?         @map("wrapped_key")
  /// The initialization vector that the key was wrapped with.
  wrapIv      Bytes?         @map("wrap_iv")
  /// The authentication tag of the wrapping.
  wrapTag     Bytes?         @map("wrap_tag")
  createdAt   DateTime       @default(now()) @map("created_at") @db.Timestamptz
  destroyedAt DateTime?      @map("destroyed_at") @db.Timestamptz

  tenant Tenant @relation(fields: [tenantId], references: [id], onDelete: Cascade)

  @@id([tenantId, keyVersion])
  @@map("tenant_event_keys")
  @@schema("core")
}

/// How far one step of a tenant's deletion has come. Each can be repeated without harm.
model TenantDeletionStep {
  tenantId  String       @map("tenant_id") @db.Uuid
  step      DeletionStep
  status    JobStatus    @default(QUEUED)
  attempts  Int          @default(0) @db.SmallInt
  lastError String?      @map("last_error")
  createdAt DateTime     @default(now()) @map("created_at") @db.Timestamptz
  updatedAt DateTime     @default(now()) @updatedAt @map("updated_at") @db.Timestamptz

  tenant Tenant @relation(fields: [tenantId], references: [id], onDelete: Cascade)

  @@id([tenantId, step])
  @@index([status, updatedAt])
  @@map("tenant_deletion_steps")
  @@schema("core")
}

/// What a tenant has used in one period of accounting. It is kept as long as the books are, and
/// so a tenant that has any cannot be removed from the registry, only marked as deleted.
model TenantUsage {
  id           BigInt   @id @default(autoincrement())
  tenantId     String   @map("tenant_id") @db.Uuid
  /// The first moment of the period. Periods are whole days in UTC, so it has no time zone.
  periodStart  DateTime @map("period_start")
  /// The first moment after the period.
  periodEnd    DateTime @map("period_end")
  requests     BigInt   @default(0)
  storageBytes BigInt   @default(0) @map("storage_bytes")
  cpuSeconds   Float    @default(0) @map("cpu_seconds")
  activeUsers  Int      @default(0) @map("active_users")
  /// What the period is charged at, in the currency of the tenant's contract.
  cost         Decimal  @default(0) @db.Decimal(14, 4)
  recordedAt   DateTime @default(now()) @map("recorded_at") @db.Timestamptz

  tenant Tenant @relation(fields: [tenantId], references: [id], onDelete: Restrict, onUpdate: Restrict)

  @@unique([tenantId, periodStart], map: "tenant_usage_period_key")
  @@index([periodStart(sort: Desc)])
  @@map("tenant_usage")
  @@schema("core")
}
