-- Enums
CREATE TYPE "access_effect" AS ENUM ('ALLOW', 'DENY');
CREATE TYPE "installation_status" AS ENUM ('INSTALLING', 'RUNNING', 'DISABLED', 'FAILED', 'REMOVING');
CREATE TYPE "container_health" AS ENUM ('UNKNOWN', 'HEALTHY', 'UNHEALTHY');
CREATE TYPE "user_status" AS ENUM ('INVITED', 'ACTIVE', 'DEACTIVATED');
CREATE TYPE "team_role" AS ENUM ('LEAD', 'MEMBER');
CREATE TYPE "color_scheme" AS ENUM ('SYSTEM', 'LIGHT', 'DARK');

-- Tables
CREATE TABLE "audit_log" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "actor_id" UUID,
    "action" VARCHAR(63) NOT NULL,
    "target_type" VARCHAR(63) NOT NULL,
    "target_id" VARCHAR(255),
    "before" JSONB,
    "after" JSONB,
    "ip_address" INET,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "access_decisions" (
    "id" BIGSERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "action" VARCHAR(255) NOT NULL,
    "resource_type" VARCHAR(63) NOT NULL,
    "resource_id" VARCHAR(255),
    "effect" "access_effect" NOT NULL,
    "rules" JSONB NOT NULL DEFAULT '[]',
    "duration_micros" INTEGER,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "access_decisions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "plugin_installations" (
    "id" UUID NOT NULL,
    "plugin_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "hosting" "core"."plugin_hosting" NOT NULL DEFAULT 'SIDECAR',
    "status" "installation_status" NOT NULL DEFAULT 'INSTALLING',
    "enabled_by_default" BOOLEAN NOT NULL DEFAULT true,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "last_error" TEXT,
    "installed_by_id" UUID,
    "installed_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plugin_installations_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "plugin_containers" (
    "id" UUID NOT NULL,
    "installation_id" UUID NOT NULL,
    "image" VARCHAR(512) NOT NULL,
    "port" INTEGER,
    "resource_limits" JSONB NOT NULL DEFAULT '{}',
    "environment" JSONB NOT NULL DEFAULT '{}',
    "cpu_load" DOUBLE PRECISION,
    "health" "container_health" NOT NULL DEFAULT 'UNKNOWN',
    "checked_at" TIMESTAMPTZ,

    CONSTRAINT "plugin_containers_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "keycloak_id" VARCHAR(255) NOT NULL,
    "email" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(100),
    "last_name" VARCHAR(100),
    "avatar_url" VARCHAR(2048),
    "status" "user_status" NOT NULL DEFAULT 'ACTIVE',
    "last_seen_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "user_preferences" (
    "user_id" UUID NOT NULL,
    "locale" VARCHAR(35) NOT NULL DEFAULT 'en',
    "timezone" VARCHAR(63) NOT NULL DEFAULT 'UTC',
    "color_scheme" "color_scheme" NOT NULL DEFAULT 'SYSTEM',
    "notify_by" "core"."notification_channel" NOT NULL DEFAULT 'EMAIL',
    "muted_until" TIMESTAMPTZ,
    "muted_topics" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_preferences_pkey" PRIMARY KEY ("user_id")
);

CREATE TABLE "teams" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(63) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "team_members" (
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "team_role" NOT NULL DEFAULT 'MEMBER',
    "joined_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("team_id", "user_id")
);

CREATE TABLE "tenant_branding" (
    "theme" VARCHAR(63) NOT NULL,
    "logo_url" VARCHAR(2048),
    "favicon" BYTEA,
    "primary_color" VARCHAR(9) NOT NULL DEFAULT '#6366f1',
    "color_scheme" "color_scheme" NOT NULL DEFAULT 'SYSTEM',
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_branding_pkey" PRIMARY KEY ("theme")
);

-- Indexes
CREATE INDEX "audit_log_created_at_idx" ON "audit_log"("created_at" DESC);
CREATE INDEX "audit_log_actor_id_created_at_idx" ON "audit_log"("actor_id", "created_at" DESC);
CREATE INDEX "audit_log_target_idx" ON "audit_log"("target_type", "target_id");
CREATE INDEX "access_decisions_created_at_idx" ON "access_decisions"("created_at" DESC);
CREATE INDEX "access_decisions_user_id_created_at_idx" ON "access_decisions"("user_id", "created_at" DESC);
CREATE INDEX "access_decisions_effect_created_at_idx" ON "access_decisions"("effect", "created_at" DESC);
CREATE UNIQUE INDEX "plugin_installations_plugin_id_key" ON "plugin_installations"("plugin_id");
CREATE INDEX "plugin_installations_status_idx" ON "plugin_installations"("status");
CREATE INDEX "plugin_installations_version_id_idx" ON "plugin_installations"("version_id");
CREATE INDEX "plugin_installations_installed_by_id_idx" ON "plugin_installations"("installed_by_id");
CREATE UNIQUE INDEX "plugin_containers_installation_id_key" ON "plugin_containers"("installation_id");
CREATE UNIQUE INDEX "users_keycloak_id_key" ON "users"("keycloak_id");
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");
CREATE INDEX "users_directory_idx" ON "users"("status", "last_name", "first_name");
CREATE UNIQUE INDEX "teams_slug_key" ON "teams"("slug");
CREATE INDEX "team_members_user_id_idx" ON "team_members"("user_id");

-- Foreign keys
ALTER TABLE "plugin_installations" ADD CONSTRAINT "plugin_installations_plugin_id_fkey" FOREIGN KEY ("plugin_id") REFERENCES "core"."plugins"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "plugin_installations" ADD CONSTRAINT "plugin_installations_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "core"."plugin_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "plugin_installations" ADD CONSTRAINT "plugin_installations_installed_by_id_fkey" FOREIGN KEY ("installed_by_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "plugin_containers" ADD CONSTRAINT "plugin_containers_installation_id_fkey" FOREIGN KEY ("installation_id") REFERENCES "plugin_installations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "user_preferences" ADD CONSTRAINT "user_preferences_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
