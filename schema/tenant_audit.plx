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
