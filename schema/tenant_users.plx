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
