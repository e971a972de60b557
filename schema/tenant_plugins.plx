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
