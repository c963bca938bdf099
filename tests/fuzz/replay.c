/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! Plays every file of a folder to a harness: replay FOLDER. It ends
 * badly if the folder has none, for then nothing was tried.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "secret.h"

enum { INPUT_MAX = 1024 * 1024 };

static void play(const char *folder, const char *name)
{
        static uint8_t data[INPUT_MAX];
        char path[1024];
        size_t size = 0;
        FILE *file = NULL;

        (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
        file = fopen(path, "rb");
        INSIST(file != NULL);
        size = fread(data, 1, sizeof(data), file);
        INSIST(ferror(file) == 0 && feof(file) != 0);
        (void)fclose(file);
        (void)printf("%s\n", name);
        (void)fflush(stdout);
        (void)LLVMFuzzerTestOneInput(data, size);
}

int main(int argc, char **argv)
{
        struct dirent **names = NULL;
        int count = 0;
        int played = 0;

        if (argc != 2)
                return 2;
        count = scandir(argv[1], &names, NULL, alphasort);
        for (int i = 0; i < count; i++) {
                if (names[i]->d_name[0] != '.') {
                        play(argv[1], names[i]->d_name);
                        played++;
                }
                free(names[i]);
        }
        free(names);
        (void)printf("%d inputs\n", played);
        return played > 0 ? 0 : 1;
}
