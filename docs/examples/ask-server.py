#!/usr/bin/env python3
"""A command for exec: passes a request on to a server of the OpenAI protocol.

    nimmgen run --llm 'exec:python3 ask-server.py http://localhost:11434/v1 llama3'

The request comes as JSON on standard input, the reply goes to standard output. The key, if the server wants
one, is read from NIMMGEN_API_KEY. Exit code 1, with a line on standard error, is tried again once it has answered.
"""
import json
import os
import sys
import urllib.error
import urllib.request

LONGEST = 1_000_000  # bytes of the answer
SECONDS = 280        # a little less than an attempt is given


def main() -> int:
    if len(sys.argv) != 3:
        print("usage: ask-server.py ADDRESS MODEL", file=sys.stderr)
        return 2
    address, model = sys.argv[1].rstrip("/"), sys.argv[2]

    request = json.load(sys.stdin)
    about = request.pop("nimmgen")  # for this program, not for the server
    if about["version"] != 1:
        print(f"a request of version {about['version']}, this program knows 1", file=sys.stderr)
        return 2
    request["model"] = model

    headers = {"Content-Type": "application/json"}
    if key := os.environ.get("NIMMGEN_API_KEY"):
        headers["Authorization"] = f"Bearer {key}"

    try:
        call = urllib.request.Request(f"{address}/chat/completions", json.dumps(request).encode(), headers)
        with urllib.request.urlopen(call, timeout=SECONDS) as answer:
            text = answer.read(LONGEST + 1)
    except urllib.error.HTTPError as e:
        print(f"{address} answers {e.code}: {e.read(500).decode(errors='replace')}", file=sys.stderr)
        return 1
    except OSError as e:
        print(f"{address} cannot be reached: {e}", file=sys.stderr)
        return 1

    if len(text) > LONGEST:
        print(f"{address} answers with more than {LONGEST} bytes", file=sys.stderr)
        return 1

    # The whole completion: NimmGen reads the reply, the model's name and the tokens from it.
    sys.stdout.write(text.decode(errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
