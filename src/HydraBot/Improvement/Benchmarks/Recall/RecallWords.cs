namespace HydraBot.Improvement.Benchmarks.Recall;

/// <summary>A thing that was said, and a question that it answers. <c>{s}</c> service, <c>{h}</c> host, <c>{p}</c> person, <c>{o}</c> another person, <c>{n}</c> number.</summary>
/// <param name="Before">A turn just before it, which says what it is about; null where it says so itself.</param>
/// <param name="Said">The turn that answers.</param>
/// <param name="Asked">The question.</param>
/// <param name="Speaker">Said by <c>{p}</c>, where the question is about that person.</param>
internal sealed record RecallPhrase(string? Before, string Said, string Asked, bool Speaker = false);

/// <summary>What made-up homes are made of. The last third of the phrases is used in sealed items alone.</summary>
internal static class RecallWords
{
    public static readonly string[] Services =
    [
        "Jellyfin", "Pihole", "Nextcloud", "Grafana", "Vaultwarden", "Immich", "Paperless", "Traefik", "Gitea", "Prometheus", "Mosquitto", "Frigate", "Syncthing", "Unifi", "Navidrome", "Zigbee2mqtt",
    ];

    public static readonly string[] Hosts = ["basilisk", "gecko", "heron", "otter", "badger", "falcon", "lynx", "marmot", "raven", "stoat", "viper", "walrus"];

    public static readonly string[] People = ["Mira", "Jon", "Clara", "Ines", "Tomas", "Yusuf", "Petra", "Olaf", "Hanna", "Bela"];

    public static readonly RecallPhrase[] Phrases =
    [
        new(null, "The {s} container needs {n} megabytes since the update.", "How many megabytes does the {s} container need since the update?"),
        new(null, "{o} broke the {s} dashboard with a typo in line {n}.", "Who broke the {s} dashboard with a typo?"),
        new(null, "The warranty of {h} ends in {n} days.", "When does the warranty of {h} end?"),
        new(null, "The serial number on the back of {h} begins with {n}.", "What is the serial number of {h}?"),
        new(null, "I moved {s} over to {h} this morning.", "Which machine does {s} run on?"),
        new(null, "The disk in {h} broke, so I put a new {n} terabyte one in.", "How big is the drive that replaced the failed one in {h}?"),
        new("Let us have a look at {s} then.", "It listens on port {n} from now on.", "Which port did we give {s}?"),
        new("Has anybody touched {s}?", "Yes, I raised its memory limit to {n} megabytes.", "How much RAM may {s} use?"),
        new(null, "My line costs {n} a month, far too much.", "What does {p} pay for the internet connection?", Speaker: true),
        new(null, "I am allergic to shellfish, remember that for the barbecue.", "Which food can {p} not eat?", Speaker: true),
        new(null, "Since Tuesday evening {s} answers again, after the certificate was renewed.", "When did {s} come back?"),
        new(null, "Backups of {s} go to {h} every night at {n} past two.", "Where are the nightly copies of {s} kept?"),
        new("What shall we do with {h}?", "We sell it, somebody offers {n} for it.", "How much money would we get for {h}?"),
        new("{s} is slow again.", "The reason was the antivirus scan, I excluded its folder.", "Why did {s} lag?"),
        new(null, "I gave {h} the address 10.20.0.{n}.", "What is the IP of {h}?"),
        new(null, "The fan of {h} rattles, I ordered a replacement from the usual shop.", "Which computer makes noise?"),
        new("About {s}, one thing.", "{o} has the administrator's password now.", "Who is able to log in as admin of {s}?"),
        new(null, "We will switch {s} off at the end of the month, nobody uses it.", "What is going to be shut down soon?"),
        new(null, "I drive to the recycling centre on Saturday with the old monitors.", "What does {p} want to throw away?", Speaker: true),
        new("{h} lost its network this night.", "A cable was chewed through by the cat.", "What took {h} offline?"),
        new(null, "Updates for {s} are pinned to version {n} until the migration bug is fixed.", "Which release does {s} stay on?"),
        new("Can {s} see the cameras?", "Only from VLAN {n}, I opened the firewall for that.", "From which network does {s} reach the cams?"),
        new(null, "My daughter starts school in September, I will have less time for {h}.", "Why will {p} be busy in autumn?", Speaker: true),
        new(null, "Power draw of {h} fell to {n} watts with the new governor.", "How much electricity does {h} need?"),
        new(null, "We pay {n} euros a year for the {s} licence.", "What does the licence of {s} cost in a year?"),
        new(null, "The spare key for the rack with {h} hangs behind the door.", "Where is the spare key for the rack of {h}?"),
        new("Next topic, {s}.", "Logs are kept for {n} days and then deleted.", "How long is the history of {s} retained?"),
    ];

    public static readonly string[] Chatter =
    [
        "Good morning everybody.", "Did {s} restart by itself?", "I have to look at {s} some day.", "{h} is up for {n} days now, not bad.", "The weather is awful here.", "Who wants coffee?",
        "Somebody should write all this down.", "The kids are asleep at last.", "I will be back in ten minutes.", "Sounds good to me.", "My phone is nearly empty.", "No idea, I was not there.",
        "Thanks, that helped.", "We can do that next week.", "I had the same thing at work.", "Remind me tomorrow, please.", "What a mess.", "I read about {s} in the newsletter.", "{o} said that {h} is loud.", "We talked about that last year already.",
        "Nobody touched {h} in weeks.", "I like how {s} looks on the phone.", "Do we still need {h}?", "Let me finish lunch first.", "That took longer than I thought.",
        "I was at my sister's place.", "Prices for disks went up again.",
    ];

    public static int OpenPhrases => Phrases.Length * 2 / 3;
}
