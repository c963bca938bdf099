/* SPDX-License-Identifier: EUPL-1.2 */
/* What a record says, on the screen or as JSON. */
#include "fields.h"
#include "label.h"
#include "out.h"
#include "show.h"

static void show_field(void *context, const struct field *field)
{
        struct cli *cli = context;

        switch (field->kind) {
        case FIELD_LINES:
                out__say(cli, "    %s:\n", field->label);
                out__text(cli, field->text);
                break;
        case FIELD_DIGIT:
                out__say(cli, "    %s: %s\n", field->label, field->text);
                zl_json_put_u64(
                    cli->json, field->name, (uint64_t)(field->text[0] - '0'));
                return;
        case FIELD_LINE:
        case FIELD_WORD:
                out__say(cli, "    %s: %s\n", field->label,
                    field->kind == FIELD_WORD ? label__of(field->text)
                                              : field->text);
                break;
        }
        zl_json_put_text(cli->json, field->name, field->text);
}

void show__note(struct cli *cli, const struct zl_note *note)
{
        fields__note(note, show_field, cli);
}

int show__body(struct cli *cli, const struct zl_record_view *record)
{
        int status = ZL_OK;

        zl_json_open_object(cli->json, "body");
        status = fields__of(cli, record, show_field, cli);
        zl_json_close(cli->json);
        return status;
}
