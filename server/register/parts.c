/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Who is shown what, in one table, and how it is written. */
#include "parts.h"

#include "write.h"

static const unsigned parts[] = {
    [ZL_ROLE_COORDINATOR] = ZL_PART_LIGHTS,
    [ZL_ROLE_SUPPORTER] = ZL_PART_SUPPORT | ZL_PART_PEOPLE | ZL_PART_DONE |
        ZL_PART_NOTICED | ZL_PART_LIGHTS | ZL_PART_PAPERS | ZL_PART_CLUB |
        ZL_PART_VISITS | ZL_PART_CONTACTS,
    [ZL_ROLE_PROFESSIONAL] = ZL_PART_SUPPORT | ZL_PART_DONE | ZL_PART_NOTICED |
        ZL_PART_LIGHTS | ZL_PART_CLUB | ZL_PART_VISITS | ZL_PART_CONTACTS,
    [ZL_ROLE_CONTACT] = ZL_PART_VISITS | ZL_PART_CONTACTS,
};

unsigned zl_parts_of(enum zl_role role)
{
        return (size_t)role < sizeof(parts) / sizeof(parts[0]) ? parts[role]
                                                               : 0;
}

bool zl_parts_light(unsigned shown, const char *what)
{
        unsigned needs = ZL_PART_LIGHTS;

        if (what == zl_requirement_str(ZL_REQUIRE_VOG) ||
            what == zl_requirement_str(ZL_REQUIRE_TRAINING) ||
            what == zl_requirement_str(ZL_REQUIRE_CODE_OF_CONDUCT) ||
            what == zl_requirement_str(ZL_REQUIRE_TRAINERS))
                needs |= ZL_PART_PAPERS;
        else if (what != zl_requirement_str(ZL_REQUIRE_ACCOUNT_HOLDER))
                needs |= ZL_PART_CLUB;
        return (shown & needs) == needs;
}

void parts__put_lights(struct zl_json_writer *w,
    const struct zl_light lights[static ZL_REQUIREMENTS], unsigned shown)
{
        zl_json_open_array(w, "lights");
        for (unsigned i = 0; i < ZL_REQUIREMENTS; i++) {
                const char *what = zl_requirement_str((enum zl_requirement)i);

                if (lights[i].colour == ZL_LIGHT_OUT ||
                    !zl_parts_light(shown, what))
                        continue;
                zl_json_open_object(w, NULL);
                zl_json_put_text(w, "requirement", what);
                zl_json_put_text(
                    w, "colour", zl_light_colour_str(lights[i].colour));
                zl_json_put_text(w, "reason", lights[i].reason);
                register__write_day(w, "on", lights[i].on);
                zl_json_close(w);
        }
        zl_json_close(w);
}

void parts__put_to_do(struct zl_json_writer *w, const struct zl_to_do *to_do)
{
        zl_json_put_text(w, "what", to_do->what);
        zl_json_put_text(w, "reason", to_do->reason);
        zl_json_put_text(w, "urgency", zl_urgency_str(to_do->urgency));
        register__write_day(w, "on", to_do->on);
}
