-- Enums
CREATE TYPE "role" AS ENUM ('ADMIN', 'MEMBER', 'VIEWER');
CREATE TYPE "workspace_status" AS ENUM ('ACTIVE', 'ARCHIVED');
CREATE TYPE "invitation_status" AS ENUM ('PENDING', 'ACCEPTED', 'DECLINED', 'REVOKED');
CREATE TYPE "resource_kind" AS ENUM ('DOCUMENT', 'FILE', 'LINK');

-- Changed tables
ALTER TABLE "teams" ADD COLUMN "workspace_id" UUID;

-- New tables
CREATE TABLE "actions" (
    "key" VARCHAR(255) NOT NULL,
    "installation_id" UUID,
    "label_key" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "default_role" "role" NOT NULL DEFAULT 'ADMIN',
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "actions_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "workspaces" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(63) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "parent_id" UUID,
    "path" TEXT NOT NULL DEFAULT '/',
    "status" "workspace_status" NOT NULL DEFAULT 'ACTIVE',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "template_id" UUID,
    "created_by_id" UUID,
    "archived_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "workspace_members" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL DEFAULT 'MEMBER',
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_members_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "workspace_invitations" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "email" VARCHAR(320) NOT NULL,
    "role" "role" NOT NULL DEFAULT 'MEMBER',
    "status" "invitation_status" NOT NULL DEFAULT 'PENDING',
    "token_hash" CHAR(64) NOT NULL,
    "message" TEXT,
    "invited_by_id" UUID,
    "accepted_by_id" UUID,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "accepted_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_invitations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "workspace_templates" (
    "id" UUID NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "structure" JSONB NOT NULL DEFAULT '[]',
    "is_builtin" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_templates_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "workspace_plugins" (
    "workspace_id" UUID NOT NULL,
    "plugin_id" UUID NOT NULL,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_plugins_pkey" PRIMARY KEY ("workspace_id", "plugin_id")
);

CREATE TABLE "workspace_resources" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" "resource_kind" NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "location" VARCHAR(2048),
    "media_type" VARCHAR(127),
    "size_bytes" BIGINT,
    "checksum" BYTEA,
    "modified_at" TIMESTAMP(3),
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_resources_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "workspace_role_actions" (
    "workspace_id" UUID NOT NULL,
    "action_key" VARCHAR(255) NOT NULL,
    "required_role" "role" NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workspace_role_actions_pkey" PRIMARY KEY ("workspace_id", "action_key")
);

-- Indexes
CREATE INDEX "actions_installation_id_idx" ON "actions"("installation_id");
CREATE INDEX "teams_workspace_id_idx" ON "teams"("workspace_id");
CREATE UNIQUE INDEX "workspaces_slug_key" ON "workspaces"("slug");
CREATE INDEX "workspaces_parent_id_idx" ON "workspaces"("parent_id");
CREATE INDEX "workspaces_template_id_idx" ON "workspaces"("template_id");
CREATE INDEX "workspaces_created_by_id_idx" ON "workspaces"("created_by_id");
CREATE INDEX "workspaces_status_name_idx" ON "workspaces"("status", "name");
CREATE UNIQUE INDEX "workspace_members_workspace_id_user_id_key" ON "workspace_members"("workspace_id", "user_id");
CREATE INDEX "workspace_members_user_id_role_idx" ON "workspace_members"("user_id", "role");
CREATE UNIQUE INDEX "workspace_invitations_token_hash_key" ON "workspace_invitations"("token_hash");
CREATE INDEX "workspace_invitations_workspace_id_status_idx" ON "workspace_invitations"("workspace_id", "status");
CREATE INDEX "workspace_invitations_email_idx" ON "workspace_invitations"("email");
CREATE INDEX "workspace_invitations_invited_by_id_idx" ON "workspace_invitations"("invited_by_id");
CREATE INDEX "workspace_invitations_accepted_by_id_idx" ON "workspace_invitations"("accepted_by_id");
CREATE UNIQUE INDEX "workspace_templates_name_key" ON "workspace_templates"("name");
CREATE INDEX "workspace_plugins_plugin_id_idx" ON "workspace_plugins"("plugin_id");
CREATE UNIQUE INDEX "workspace_resources_name_key" ON "workspace_resources"("workspace_id", "kind", "name");
CREATE INDEX "workspace_resources_recent_idx" ON "workspace_resources"("workspace_id", "created_at" DESC);
CREATE INDEX "workspace_resources_created_by_id_idx" ON "workspace_resources"("created_by_id");
CREATE INDEX "workspace_role_actions_action_key_idx" ON "workspace_role_actions"("action_key");

-- Foreign keys
ALTER TABLE "actions" ADD CONSTRAINT "actions_installation_id_fkey" FOREIGN KEY ("installation_id") REFERENCES "plugin_installations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "teams" ADD CONSTRAINT "teams_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "workspaces"("id") ON DELETE NO ACTION ON UPDATE CASCADE;
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_template_id_fkey" FOREIGN KEY ("template_id") REFERENCES "workspace_templates"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "workspaces" ADD CONSTRAINT "workspaces_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "workspace_members" ADD CONSTRAINT "workspace_members_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "workspace_members" ADD CONSTRAINT "workspace_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "workspace_invitations" ADD CONSTRAINT "workspace_invitations_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "workspace_invitations" ADD CONSTRAINT "workspace_invitations_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "workspace_invitations" ADD CONSTRAINT "workspace_invitations_accepted_by_id_fkey" FOREIGN KEY ("accepted_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "workspace_plugins" ADD CONSTRAINT "workspace_plugins_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "workspace_plugins" ADD CONSTRAINT "workspace_plugins_plugin_id_fkey" FOREIGN KEY ("plugin_id") REFERENCES "core"."plugins"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "workspace_resources" ADD CONSTRAINT "workspace_resources_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "workspace_resources" ADD CONSTRAINT "workspace_resources_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "workspace_role_actions" ADD CONSTRAINT "workspace_role_actions_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "workspace_role_actions" ADD CONSTRAINT "workspace_role_actions_action_key_fkey" FOREIGN KEY ("action_key") REFERENCES "actions"("key") ON DELETE CASCADE ON UPDATE CASCADE;
