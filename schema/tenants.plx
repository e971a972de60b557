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
