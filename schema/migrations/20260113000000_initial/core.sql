-- Schema
CREATE SCHEMA IF NOT EXISTS "core";

-- Enums
CREATE TYPE "core"."job_status" AS ENUM ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED');
CREATE TYPE "core"."notification_severity" AS ENUM ('INFO', 'WARNING', 'CRITICAL');
CREATE TYPE "core"."notification_channel" AS ENUM ('IN_APP', 'EMAIL', 'WEBHOOK');
CREATE TYPE "core"."event_producer" AS ENUM ('PLATFORM', 'PLUGIN');
CREATE TYPE "core"."dead_letter_status" AS ENUM ('PENDING', 'REPLAYED', 'DISCARDED');
CREATE TYPE "core"."plugin_status" AS ENUM ('DRAFT', 'IN_REVIEW', 'PUBLISHED', 'DEPRECATED', 'BLOCKED');
CREATE TYPE "core"."plugin_hosting" AS ENUM ('SIDECAR', 'SHARED', 'EXTERNAL');
CREATE TYPE "core"."pull_policy" AS ENUM ('Always', 'IfNotPresent', 'Never');
CREATE TYPE "core"."entitlement_status" AS ENUM ('TRIAL', 'ACTIVE', 'CANCELLED');
CREATE TYPE "core"."tenant_status" AS ENUM ('PROVISIONING', 'ACTIVE', 'SUSPENDED', 'PENDING_DELETION', 'DELETED');
CREATE TYPE "core"."deletion_step" AS ENUM ('IDENTITY_REALM', 'OBJECT_STORAGE', 'EVENT_KEYS', 'DATABASE_SCHEMA');
CREATE TYPE "core"."event_key_status" AS ENUM ('ACTIVE', 'RETIRED', 'DESTROYED');

-- Tables
CREATE TABLE "core"."super_admins" (
    "id" UUID NOT NULL,
    "keycloak_id" VARCHAR(255) NOT NULL,
    "email" VARCHAR(320) NOT NULL,
    "first_name" VARCHAR(100),
    "last_name" VARCHAR(100),
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "last_login_at" TIMESTAMPTZ,
    "last_login_ip" INET,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "super_admins_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."jobs" (
    "id" UUID NOT NULL,
    "tenant_id" UUID,
    "queue" VARCHAR(63) NOT NULL DEFAULT 'default',
    "kind" VARCHAR(128) NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "status" "core"."job_status" NOT NULL DEFAULT 'QUEUED',
    "priority" SMALLINT NOT NULL DEFAULT 0,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "max_attempts" SMALLINT NOT NULL DEFAULT 5,
    "dedupe_key" VARCHAR(255),
    "run_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_token" UUID,
    "lease_expires_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."job_runs" (
    "id" BIGSERIAL NOT NULL,
    "job_id" UUID NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "worker" VARCHAR(255) NOT NULL,
    "status" "core"."job_status" NOT NULL DEFAULT 'RUNNING',
    "error" TEXT,
    "duration_ms" DOUBLE PRECISION,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ,

    CONSTRAINT "job_runs_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."notifications" (
    "id" UUID NOT NULL,
    "tenant_id" UUID,
    "severity" "core"."notification_severity" NOT NULL DEFAULT 'INFO',
    "channel" "core"."notification_channel" NOT NULL DEFAULT 'IN_APP',
    "title" VARCHAR(255) NOT NULL,
    "body" TEXT NOT NULL,
    "link_url" VARCHAR(2048),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ,
    "expires_at" TIMESTAMPTZ,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."platform_audit_log" (
    "id" BIGSERIAL NOT NULL,
    "actor_id" UUID,
    "action" VARCHAR(64) NOT NULL,
    "resource_type" VARCHAR(64) NOT NULL,
    "resource_id" VARCHAR(255),
    "tenant_id" UUID,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "ip_address" INET,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "platform_audit_log_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."event_outbox" (
    "event_id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tenant_id" UUID NOT NULL,
    "topic" VARCHAR(128) NOT NULL,
    "event_type" VARCHAR(128) NOT NULL,
    "schema_version" SMALLINT NOT NULL DEFAULT 1,
    "payload" JSONB NOT NULL,
    "producer" "core"."event_producer" NOT NULL DEFAULT 'PLATFORM',
    "producer_id" VARCHAR(64) NOT NULL,
    "correlation_id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "causation_id" UUID,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "lease_token" UUID,
    "lease_expires_at" TIMESTAMPTZ,
    "available_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "occurred_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_outbox_pkey" PRIMARY KEY ("event_id")
);

CREATE TABLE "core"."dead_letters" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tenant_id" UUID,
    "plugin_id" UUID,
    "event_id" UUID NOT NULL,
    "event_type" VARCHAR(128) NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "topic" VARCHAR(128) NOT NULL,
    "partition" INTEGER NOT NULL,
    "offset" BIGINT NOT NULL,
    "dedupe_key" CHAR(64) NOT NULL,
    "status" "core"."dead_letter_status" NOT NULL DEFAULT 'PENDING',
    "failed_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ,

    CONSTRAINT "dead_letters_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."plugins" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(63) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "author" VARCHAR(255) NOT NULL,
    "icon_url" VARCHAR(2048),
    "categories" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "hosting" "core"."plugin_hosting" NOT NULL DEFAULT 'SIDECAR',
    "status" "core"."plugin_status" NOT NULL DEFAULT 'DRAFT',
    "rating" DOUBLE PRECISION,
    "review_notes" TEXT,
    "reviewed_by_id" UUID,
    "reviewed_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "plugins_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."plugin_versions" (
    "id" UUID NOT NULL,
    "plugin_id" UUID NOT NULL,
    "version" VARCHAR(32) NOT NULL,
    "manifest" JSONB NOT NULL DEFAULT '{}',
    "image" VARCHAR(512),
    "image_digest" BYTEA,
    "image_bytes" BIGINT,
    "pull_policy" "core"."pull_policy" NOT NULL DEFAULT 'IfNotPresent',
    "release_notes" TEXT,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ,

    CONSTRAINT "plugin_versions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."tenant_plugins" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "plugin_id" UUID NOT NULL,
    "pinned_version_id" UUID,
    "status" "core"."entitlement_status" NOT NULL DEFAULT 'TRIAL',
    "monthly_price" DECIMAL(12,2) NOT NULL DEFAULT 0,
    "starts_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ends_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_plugins_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."tenants" (
    "id" UUID NOT NULL,
    "slug" VARCHAR(63) NOT NULL,
    "name" VARCHAR(255) NOT NULL,
    "status" "core"."tenant_status" NOT NULL DEFAULT 'PROVISIONING',
    "contact_email" VARCHAR(320),
    "storage_bucket" VARCHAR(63),
    "suspension_reason" TEXT,
    "suspended_at" TIMESTAMPTZ,
    "deletion_due_at" TIMESTAMPTZ,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenants_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "core"."tenant_configs" (
    "tenant_id" UUID NOT NULL,
    "keycloak_realm" VARCHAR(255),
    "locale" VARCHAR(35) NOT NULL DEFAULT 'en',
    "timezone" VARCHAR(63) NOT NULL DEFAULT 'UTC',
    "allowed_origins" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_configs_pkey" PRIMARY KEY ("tenant_id")
);

CREATE TABLE "core"."tenant_domains" (
    "host_name" VARCHAR(253) NOT NULL,
    "tenant_id" UUID NOT NULL,
    "is_primary" BOOLEAN NOT NULL DEFAULT false,
    "verified_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_domains_pkey" PRIMARY KEY ("host_name")
);

CREATE TABLE "core"."tenant_event_keys" (
    "tenant_id" UUID NOT NULL,
    "key_version" INTEGER NOT NULL,
    "status" "core"."event_key_status" NOT NULL DEFAULT 'ACTIVE',
    "wrapped_key" BYTEA,
    "wrap_iv" BYTEA,
    "wrap_tag" BYTEA,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "destroyed_at" TIMESTAMPTZ,

    CONSTRAINT "tenant_event_keys_pkey" PRIMARY KEY ("tenant_id", "key_version")
);

CREATE TABLE "core"."tenant_deletion_steps" (
    "tenant_id" UUID NOT NULL,
    "step" "core"."deletion_step" NOT NULL,
    "status" "core"."job_status" NOT NULL DEFAULT 'QUEUED',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_deletion_steps_pkey" PRIMARY KEY ("tenant_id", "step")
);

CREATE TABLE "core"."tenant_usage" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" UUID NOT NULL,
    "period_start" TIMESTAMP(3) NOT NULL,
    "period_end" TIMESTAMP(3) NOT NULL,
    "requests" BIGINT NOT NULL DEFAULT 0,
    "storage_bytes" BIGINT NOT NULL DEFAULT 0,
    "cpu_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "active_users" INTEGER NOT NULL DEFAULT 0,
    "cost" DECIMAL(14,4) NOT NULL DEFAULT 0,
    "recorded_at" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_usage_pkey" PRIMARY KEY ("id")
);

-- Indexes
CREATE UNIQUE INDEX "super_admins_keycloak_id_key" ON "core"."super_admins"("keycloak_id");
CREATE UNIQUE INDEX "super_admins_email_key" ON "core"."super_admins"("email");
CREATE UNIQUE INDEX "jobs_dedupe_key_key" ON "core"."jobs"("dedupe_key");
CREATE INDEX "jobs_claim_idx" ON "core"."jobs"("queue", "status", "priority" DESC, "run_at");
CREATE INDEX "jobs_tenant_id_created_at_idx" ON "core"."jobs"("tenant_id", "created_at" DESC);
CREATE UNIQUE INDEX "job_runs_job_id_attempt_key" ON "core"."job_runs"("job_id", "attempt");
CREATE INDEX "notifications_inbox_idx" ON "core"."notifications"("tenant_id", "published_at" DESC);
CREATE INDEX "notifications_created_by_id_idx" ON "core"."notifications"("created_by_id");
CREATE INDEX "platform_audit_log_created_at_idx" ON "core"."platform_audit_log"("created_at" DESC);
CREATE INDEX "platform_audit_log_actor_id_created_at_idx" ON "core"."platform_audit_log"("actor_id", "created_at" DESC);
CREATE INDEX "platform_audit_log_tenant_id_created_at_idx" ON "core"."platform_audit_log"("tenant_id", "created_at" DESC);
CREATE INDEX "platform_audit_log_resource_idx" ON "core"."platform_audit_log"("resource_type", "resource_id");
CREATE INDEX "event_outbox_claim_idx" ON "core"."event_outbox"("available_at", "occurred_at");
CREATE INDEX "event_outbox_tenant_id_idx" ON "core"."event_outbox"("tenant_id");
CREATE UNIQUE INDEX "dead_letters_dedupe_key_key" ON "core"."dead_letters"("dedupe_key");
CREATE INDEX "dead_letters_tenant_status_idx" ON "core"."dead_letters"("tenant_id", "status", "failed_at" DESC);
CREATE INDEX "dead_letters_plugin_id_status_idx" ON "core"."dead_letters"("plugin_id", "status");
CREATE UNIQUE INDEX "plugins_slug_key" ON "core"."plugins"("slug");
CREATE INDEX "plugins_status_name_idx" ON "core"."plugins"("status", "name");
CREATE INDEX "plugins_reviewed_by_id_idx" ON "core"."plugins"("reviewed_by_id");
CREATE UNIQUE INDEX "plugin_versions_plugin_id_version_key" ON "core"."plugin_versions"("plugin_id", "version");
CREATE UNIQUE INDEX "tenant_plugins_tenant_id_plugin_id_key" ON "core"."tenant_plugins"("tenant_id", "plugin_id");
CREATE INDEX "tenant_plugins_plugin_id_status_idx" ON "core"."tenant_plugins"("plugin_id", "status");
CREATE INDEX "tenant_plugins_pinned_version_id_idx" ON "core"."tenant_plugins"("pinned_version_id");
CREATE UNIQUE INDEX "tenants_slug_key" ON "core"."tenants"("slug");
CREATE UNIQUE INDEX "tenants_storage_bucket_key" ON "core"."tenants"("storage_bucket");
CREATE INDEX "tenants_status_created_at_idx" ON "core"."tenants"("status", "created_at" DESC);
CREATE UNIQUE INDEX "tenant_configs_keycloak_realm_key" ON "core"."tenant_configs"("keycloak_realm");
CREATE INDEX "tenant_domains_tenant_id_idx" ON "core"."tenant_domains"("tenant_id");
CREATE INDEX "tenant_deletion_steps_status_updated_at_idx" ON "core"."tenant_deletion_steps"("status", "updated_at");
CREATE UNIQUE INDEX "tenant_usage_period_key" ON "core"."tenant_usage"("tenant_id", "period_start");
CREATE INDEX "tenant_usage_period_start_idx" ON "core"."tenant_usage"("period_start" DESC);

-- Foreign keys
ALTER TABLE "core"."jobs" ADD CONSTRAINT "jobs_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "core"."tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "core"."job_runs" ADD CONSTRAINT "job_runs_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "core"."jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "core"."notifications" ADD CONSTRAINT "notifications_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "core"."tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "core"."notifications" ADD CONSTRAINT "notifications_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "core"."super_admins"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "core"."platform_audit_log" ADD CONSTRAINT "platform_audit_log_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "core"."super_admins"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "core"."event_outbox" ADD CONSTRAINT "event_outbox_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "core"."tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "core"."dead_letters" ADD CONSTRAINT "dead_letters_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "core"."tenants"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "core"."dead_letters" ADD CONSTRAINT "dead_letters_plugin_id_fkey" FOREIGN KEY ("plugin_id") REFERENCES "core"."plugins"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "core"."plugins" ADD CONSTRAINT "plugins_reviewed_by_id_fkey" FOREIGN KEY ("reviewed_by_id") REFERENCES "core"."super_admins"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "core"."plugin_versions" ADD CONSTRAINT "plugin_versions_plugin_id_fkey" FOREIGN KEY ("plugin_id") REFERENCES "core"."plugins"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "core"."tenant_plugins" ADD CONSTRAINT "tenant_plugins_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "core"."tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "core"."tenant_plugins" ADD CONSTRAINT "tenant_plugins_plugin_id_fkey" FOREIGN KEY ("plugin_id") REFERENCES "core"."plugins"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "core"."tenant_plugins" ADD CONSTRAINT "tenant_plugins_pinned_version_id_fkey" FOREIGN KEY ("pinned_version_id") REFERENCES "core"."plugin_versions"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "core"."tenant_configs" ADD CONSTRAINT "tenant_configs_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "core"."tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "core"."tenant_domains" ADD CONSTRAINT "tenant_domains_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "core"."tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "core"."tenant_event_keys" ADD CONSTRAINT "tenant_event_keys_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "core"."tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "core"."tenant_deletion_steps" ADD CONSTRAINT "tenant_deletion_steps_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "core"."tenants"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "core"."tenant_usage" ADD CONSTRAINT "tenant_usage_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "core"."tenants"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
