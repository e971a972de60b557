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
