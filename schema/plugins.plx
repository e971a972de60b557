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
