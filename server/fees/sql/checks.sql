-- The bodies of the CHECK constraints of server/fees/models.py (see payouts/sql/checks.sql). They are part of the tables and
-- change by a migration alone.
-- Locks, raises: nothing.

-- Nothing is charged, or every rail to a bank account has a fee for every amount (bands.py).
CREATE OR REPLACE FUNCTION fee_bands_are_sound(bands jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    band jsonb;
    seen text[] := '{}';
    place text;
BEGIN
    IF jsonb_typeof(bands) <> 'array' OR jsonb_array_length(bands) > 40 THEN
        RETURN false;
    END IF;
    FOR band IN SELECT b.value FROM jsonb_array_elements(bands) b LOOP
        IF jsonb_typeof(band) <> 'object' OR band - ARRAY['rail', 'up_to_paise', 'fee_paise'] <> '{}'
           OR coalesce(band ->> 'rail', '') NOT IN ('IMPS', 'NEFT', 'RTGS', 'UPI')
           OR coalesce(jsonb_typeof(band -> 'fee_paise'), '') <> 'number'
           OR coalesce(jsonb_typeof(band -> 'up_to_paise'), '') NOT IN ('number', 'null') THEN
            RETURN false;
        END IF;
        IF (band ->> 'fee_paise') !~ '^(0|[1-9][0-9]{0,9})$' OR (band ->> 'fee_paise')::bigint > 1000000000
           OR (band ->> 'up_to_paise') !~ '^[1-9][0-9]{0,15}$' THEN
            RETURN false;
        END IF;
        place := (band ->> 'rail') || ' ' || coalesce(band ->> 'up_to_paise', 'all');
        IF place = ANY (seen) THEN
            RETURN false;
        END IF;
        seen := seen || place;
    END LOOP;
    RETURN cardinality(seen) = 0 OR seen @> ARRAY['IMPS all', 'NEFT all', 'RTGS all'];
END $$;

CREATE OR REPLACE FUNCTION gst_state_is_known(state text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN state ~ '^(0[1-9]|[12][0-9]|3[0-8]|97)$';
END $$;

-- Its form, its state, and its check character (gstin.py).
CREATE OR REPLACE FUNCTION gstin_is_sound(gstin text, state text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    digits constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    product integer;
    total integer := 0;
BEGIN
    IF gstin !~ '^[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]$' OR left(gstin, 2) <> state THEN
        RETURN false;
    END IF;
    FOR place IN 1..14 LOOP
        product := (strpos(digits, substr(gstin, place, 1)) - 1) * (2 - place % 2);
        total := total + product / 36 + product % 36;
    END LOOP;
    RETURN right(gstin, 1) = substr(digits, (36 - total % 36) % 36 + 1, 1);
END $$;
