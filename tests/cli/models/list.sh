# Which models there are: the same in words and as JSON.
try goodwill models
goodwill models --json | python3 -c '
import json, sys
for model in json.load(sys.stdin):
    print(model["name"], model["kind"], [p["name"] for p in model["params"]], model["columns"],
          model["scores"], bool(model["advice"]), all(p["doc"] for p in model["params"]))'
