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
