using System.Text;

namespace HydraBot.Tests.Fleet.Compose;

/// <summary>Compose files in the styles in which people write them.</summary>
internal static class ComposeTexts
{
    public static IReadOnlyDictionary<string, (string Text, string Service)> Written { get; } = new Dictionary<string, (string, string)>
    {
        ["two spaces"] = ("""
            # The media corner
            services:
              jellyfin:
                image: jellyfin/jellyfin:10.10   # pinned
                volumes:
                  - ./config:/config
                  # - /mnt/more:/more:ro

              # asks for things
              seerr:
                image: fallenbagel/jellyseerr:2

            networks:
              default:
                name: media
            """, "jellyfin"),
        ["four spaces, dashes at the key"] = ("""
            version: "3.8"
            services:
                web:
                    image: nginx:1.27
                    ports:
                    - "8080:80"
                    - "8443:443"
                    environment:
                    - TZ=Europe/Berlin
            volumes: {}
            """, "web"),
        ["tabs in values"] = ("services:\n  web:\n    image:\tnginx:1.27\t# tab\n    command:\t[\"nginx\",\t\"-g\", \"daemon off;\"]\n\n  next:\n    image:\tx\n", "web"),
        ["flow"] = ("services: {web: {image: nginx, ports: ['80:80']}, db: {image: postgres:17}}\n", "web"),
        ["flow over lines"] = ("services:\n  web: {\n    image: nginx, # the image\n    ports: [\n      \"80:80\",\n    ],\n  }\n  db: { image: postgres:17 }\n", "web"),
        ["JSON"] = ("{\n  \"services\": {\n    \"web\": {\n      \"image\": \"nginx\"\n    }\n  }\n}\n", "web"),
        ["anchors and merges"] = ("""
            x-common: &common
              restart: unless-stopped
              logging: &logging
                driver: json-file
                options: {max-size: "10m"}
            x-more: &more { stop_grace_period: 1m }

            services:
              db:
                <<: [*common, *more]
                image: "postgres:17"
                environment: &env
                  POSTGRES_PASSWORD: ${DB_PASSWORD:?set it}
                  TZ: 'Europe/Berlin'
              app:
                <<: *common
                image: app:1
                environment: *env
                logging: *logging
            """, "app"),
        ["block scalars"] = ("services:\n  web:\n    image: busybox\n    command: |\n      # not a comment\n      sh -c 'echo hello'\n\n  # the next\n  other:\n    image: busybox\n", "web"),
        ["kept line ends"] = ("services:\n  web:\n    image: busybox\n    command: |+\n      one\n\n\n  other:\n    image: busybox\n", "web"),
        ["clipped at the very end"] = ("services:\n  web:\n    image: busybox\n    command: |\n      one\n      two", "web"),
        ["folded at the end"] = ("services:\n  web:\n    image: busybox\n    command: >-\n      one\n      two\n", "web"),
        ["CRLF"] = ("services:\r\n  web:\r\n    image: nginx\r\n    # said of web\r\n\r\n  db:\r\n    image: postgres\r\n", "web"),
        ["no end of line"] = ("services:\n  web:\n    image: nginx\n    restart: always", "web"),
        ["CRLF, no end of line, comment"] = ("services:\r\n  web:\r\n    image: nginx # last", "web"),
        ["document marks"] = ("%YAML 1.1\n---\nservices:\n  web:\n    image: nginx\n...\n", "web"),
        ["quoted keys"] = ("\"services\":\n  'web':\n    \"image\": 'nginx'\n    'labels': {\"a.b\": \"c: d # e\"}\n", "web"),
        ["empty value last"] = ("services:\n  web:\n    image: nginx\n    networks:\n      front:\nnetworks:\n  front:\n", "web"),
        ["one space"] = ("services:\n web:\n  image: nginx\n db:\n  image: postgres\n", "web"),
        ["deep comment after a blank line"] = ("services:\n  web:\n    image: nginx\n\n    # ports:\n    #   - 80:80\n\n  db:\n    image: postgres\n", "web"),
        ["quoted over lines"] = ("services:\n  web:\n    image: nginx\n    command: \"one\n      two\n\n      three\"\n  db:\n    image: postgres\n", "web"),
        ["plain over lines"] = ("services:\n  web:\n    image: nginx\n    command: one\n      two\n      three\n  db:\n    image: postgres\n", "web"),
        ["umlauts and signs"] = ("services:\n  web:\n    image: nginx\n    labels:\n      titel: \"Grüße 🐙 — 世界\" # 🎉\n  db:\n    image: postgres\n", "web"),
        ["anchored service map"] = ("services:\n  web: &web\n    image: nginx\n    ports: [\"80:80\"]\n", "web"),
    };

    /// <summary>A file that chance wrote: any mix of indentation, line ends, quotes, comments, anchors and scalars.</summary>
    public static (byte[] Bytes, string Service) Random(int seed)
    {
        var dice = new Random(seed);
        var (step, end) = (dice.Next(1, 6), dice.Next(3) == 0 ? "\r\n" : "\n");
        var text = new StringBuilder();
        void Line(int depth, string line) => text.Append(' ', depth * step).Append(line).Append(end);
        void Noise(int depth)
        {
            for (var count = dice.Next(-2, 3); count > 0; count--)
                Line(dice.Next(2) == 0 ? 0 : depth, dice.Next(3) switch { 0 => "# a comment: {with} [signs]", 1 => "", _ => "#" });
        }

        if (dice.Next(4) == 0)
            Line(0, "---");
        Noise(0);
        if (dice.Next(2) == 0)
        {
            Line(0, "x-common: &common");
            Line(1, "restart: unless-stopped");
            Noise(1);
        }

        var common = text.ToString().Contains("&common", StringComparison.Ordinal);
        Line(0, dice.Next(4) == 0 ? "services: # all of them" : "services:");
        string[] services = ["web", "db", "queue"];
        foreach (var service in services)
        {
            Noise(1);
            if (dice.Next(6) == 0)
            {
                Line(1, $"{service}: {{image: \"{service}:1\", ports: [\"80:80\"]{(dice.Next(2) == 0 ? "," : "")}}}{(dice.Next(2) == 0 ? " # flow" : "")}");
                continue;
            }

            Line(1, dice.Next(5) == 0 ? $"'{service}':" : $"{service}:");
            List<Action> keys =
            [
                () => Line(2, dice.Next(3) switch { 0 => $"image: {service}:1", 1 => $"image: \"{service}:1\" # tag", _ => $"image:   '{service}:1'" }),
                () => Line(2, "ports: [\"127.0.0.1:8080:80\"]"),
                () =>
                {
                    Line(2, "environment:");
                    Line(3, "A: \"x # y\"");
                    Noise(3);
                    Line(3, "B: ${B:-c}");
                },
                () =>
                {
                    var indent = dice.Next(2) == 0 ? 2 : 3;
                    Line(2, "volumes:");
                    Line(indent, "- data:/data");
                    Noise(indent);
                    Line(indent, "- type: bind");
                    text.Append(' ', (indent * step) + 2).Append("source: /a").Append(end);
                    text.Append(' ', (indent * step) + 2).Append("target: /b").Append(end);
                },
                () =>
                {
                    Line(2, dice.Next(4) switch { 0 => "command: |", 1 => "command: |-", 2 => "command: >", _ => "command: |+" });
                    Line(3, "# kept");
                    Line(3, "echo: [1");
                    for (var count = dice.Next(3); count > 0; count--)
                        Line(0, "");
                },
                () =>
                {
                    Line(2, "networks:");
                    Line(3, "front:");
                },
            ];
            if (common)
                keys.Add(() => Line(2, "<<: *common"));
            foreach (var key in keys.OrderBy(_ => dice.Next()).Take(dice.Next(1, keys.Count + 1)))
            {
                key();
                if (dice.Next(3) == 0)
                    Noise(2);
            }
        }

        if (dice.Next(2) == 0)
        {
            Noise(0);
            Line(0, "networks:");
            Line(1, "front:");
        }

        var written = text.ToString();
        if (dice.Next(4) == 0)
            written = written.TrimEnd('\n', '\r');
        var bytes = Encoding.UTF8.GetBytes(written);
        return (dice.Next(4) == 0 ? [.. Encoding.UTF8.Preamble, .. bytes] : bytes, services[dice.Next(services.Length)]);
    }
}
